package io.pyrsia.server.api;

import io.helidon.webserver.http.ServerRequest;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.client.api.Problem;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.server.http.Refused;
import java.util.Arrays;
import java.util.Optional;

/// Reads the parameters of addresses; what is not as it should be is refused with the parameter's name.
final class Asked {

    private Asked() {}

    /// Reads or translates what was asked.
    interface Parser<A, T> {
        T parse(A asked) throws Malformed;
    }

    static Optional<String> text(ServerRequest request, String name) {
        return request.query().first(name).asOptional();
    }

    static String needed(ServerRequest request, String name) {
        return text(request, name).orElseThrow(() -> wrong(name, "it is missing"));
    }

    static int number(ServerRequest request, String name, int usual, int most) {
        String text = text(request, name).orElse(String.valueOf(usual));
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw wrong(name, "it is a number from 1 to " + most);
    }

    static boolean flag(ServerRequest request, String name) {
        return switch (text(request, name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "it is true or false");
        };
    }

    static <A, T> T parsed(String name, A asked, Parser<A, T> parser) {
        try {
            return parser.parse(asked);
        } catch (Malformed e) {
            throw wrong(name, e.reason());
        }
    }

    static Purl purl(ServerRequest request) {
        return parsed("purl", needed(request, "purl"), Purl::parse);
    }

    /// The name of a request in the path.
    static Id id(ServerRequest request) {
        return parsed("id", request.path().pathParameters().get("id"), Id::parse);
    }

    /// A blob's name in the path.
    static Digest digest(ServerRequest request) {
        return parsed("digest", request.path().pathParameters().get("digest"), Digest::parse);
    }

    static int round(ServerRequest request, int most) {
        String text = request.path().pathParameters().get("round");
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > most) {
            throw wrong("round", "it is a number from 0 to " + most);
        }
        return Integer.parseInt(text);
    }

    static long index(ServerRequest request) {
        String text = request.path().pathParameters().get("index");
        if (!text.matches("\\d{1,15}")) {
            throw wrong("index", "it is the number of an entry, from 0");
        }
        return Long.parseLong(text);
    }

    /// How much of an output has been read.
    static long from(ServerRequest request) {
        String text = text(request, "from").orElse("0");
        if (!text.matches("\\d{1,15}")) {
            throw wrong("from", "it is 0, or `next` of an answer");
        }
        return Long.parseLong(text);
    }

    static <E extends Enum<E>> E constant(ServerRequest request, String name, Class<E> type) {
        String text = needed(request, name);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(name, "it is one of " + Arrays.toString(type.getEnumConstants())));
    }

    private static Refused wrong(String name, String why) {
        return new Refused(Problem.Code.MALFORMED, "'" + name + "': " + why);
    }
}
