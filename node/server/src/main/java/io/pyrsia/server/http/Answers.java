package io.pyrsia.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// Reads the bodies of requests and writes answers, all in the records of the API.
public final class Answers {

    /// The largest body of a request; a transaction has at most half of it.
    public static final int MAX_BODY_BYTES = 1 << 17;

    /// What is read over of a body that is refused.
    private static final long MAX_SKIPPED_BYTES = 1 << 20;

    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header TEXT = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    private static final Header PROBLEM = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    private static final Header NOT_KEPT = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    private Answers() {}

    public static <T> void json(ServerResponse response, int status, Class<T> type, T value) {
        send(
                response,
                status,
                JSON,
                CanonicalJson.bytes(RecordJson.write(type, value)).toArrayUnsafe());
    }

    /// JSON that is no record of the API.
    public static void document(ServerResponse response, Json document) {
        send(response, 200, JSON, CanonicalJson.bytes(document).toArrayUnsafe());
    }

    public static void text(ServerResponse response, String text) {
        send(response, 200, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Text of another type than plain.
    public static void text(ServerResponse response, String mediaType, String text) {
        Header type = HeaderValues.create(HeaderNames.CONTENT_TYPE, mediaType);
        send(response, 200, type, text.getBytes(StandardCharsets.UTF_8));
    }

    static void problem(ServerResponse response, Problem problem) {
        send(response, problem, RecordJson.write(Problem.class, problem));
    }

    /// A problem that has the list `errors` too, where registries' clients and the original's look for the reason.
    static void problemWithErrors(ServerResponse response, Problem problem) {
        Map<String, Json> members = new TreeMap<>();
        if (RecordJson.write(Problem.class, problem) instanceof Json.Obj object) {
            members.putAll(object.members());
        }
        Json error = Json.object(Map.of("code", Json.of(problem.code()), "message", Json.of(problem.detail())));
        members.put("errors", Json.array(List.of(error)));
        send(response, problem, Json.object(members));
    }

    private static void send(ServerResponse response, Problem problem, Json body) {
        send(response, problem.status(), PROBLEM, CanonicalJson.bytes(body).toArrayUnsafe());
    }

    private static void send(ServerResponse response, int status, Header type, byte[] body) {
        response.status(Status.create(status)).header(type).header(NOT_KEPT).send(body);
    }

    /// The whole body, if it is not too large.
    public static Bytes body(ServerRequest request) {
        if (request.headers().contentLength().orElse(0) > MAX_SKIPPED_BYTES) {
            throw tooLarge();
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                skip(in);
                throw tooLarge();
            }
            return Bytes.wrap(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads over the body of a request that is refused, for who sends it hears of the refusal only afterwards; says no
    /// if it is too long for that, or somebody began to read it.
    static boolean skip(ServerRequest request) {
        if (request.headers().contentLength().orElse(0) > MAX_SKIPPED_BYTES) {
            return false;
        }
        try (InputStream in = request.content().inputStream()) {
            return skip(in);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean skip(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 13];
        long left = MAX_SKIPPED_BYTES;
        int read = in.read(buffer);
        while (read >= 0 && left > 0) {
            left -= read;
            read = in.read(buffer);
        }
        return read < 0;
    }

    private static Refused tooLarge() {
        return new Refused(Problem.Code.TOO_LARGE, "a body has at most " + MAX_BODY_BYTES + " bytes");
    }

    /// The body as one of the API's records; it need not say that it is JSON, but nothing else either.
    public static <T> T read(ServerRequest request, Class<T> type) {
        String said = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("application/json");
        if (!said.matches("(?i)\\s*application/json\\s*(;.*)?")) {
            throw new Refused(Problem.Code.NOT_JSON, "this takes application/json");
        }
        try {
            return RecordJson.read(type, JsonReader.read(body(request), MAX_BODY_BYTES), RecordJson.Unknown.REFUSED);
        } catch (Malformed e) {
            throw new Refused(Problem.Code.MALFORMED, e.reason());
        }
    }
}
