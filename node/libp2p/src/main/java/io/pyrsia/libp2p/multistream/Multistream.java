package io.pyrsia.libp2p.multistream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Duplex;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.UnsupportedProtocol;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.tuweni.bytes.Bytes;

/// Agreement on a protocol: one side proposes one after the other, the other says yes or `na`.
public final class Multistream {

    /// The longest message that is read or written, with its newline.
    public static final int MAX_MESSAGE = 1_024;

    /// What a peer may propose before it is taken for hostile.
    private static final int MAX_PROPOSALS = 64;

    private static final String HEADER = "/multistream/1.0.0";
    private static final String NOT_AVAILABLE = "na";

    private Multistream() {}

    /// Proposes `protocols` in order and returns the first that the other side takes.
    public static String propose(Duplex link, List<String> protocols) throws IOException, Malformed {
        if (protocols.isEmpty()) {
            throw new UnsupportedProtocol("no protocol to propose");
        }
        write(link, HEADER, protocols.getFirst());
        expect(link, HEADER);
        for (int i = 0; ; i++) {
            String answer = read(link);
            if (answer.equals(protocols.get(i))) {
                return answer;
            }
            if (!answer.equals(NOT_AVAILABLE)) {
                throw new Malformed("the answer to a proposal is neither yes nor na");
            }
            if (i + 1 == protocols.size()) {
                throw new UnsupportedProtocol("the peer speaks none of " + protocols);
            }
            write(link, protocols.get(i + 1));
        }
    }

    /// Proposes one protocol and waits for nothing; [#confirm] reads the answer later.
    public static void proposeAhead(Duplex link, String protocol) throws IOException {
        write(link, HEADER, protocol);
    }

    /// Reads the answer to [#proposeAhead].
    public static void confirm(Duplex link, String protocol) throws IOException, Malformed {
        expect(link, HEADER);
        String answer = read(link);
        if (!answer.equals(protocol)) {
            throw new UnsupportedProtocol("the peer no longer speaks " + protocol);
        }
    }

    /// Waits for proposals until one is `served`; nothing when the other side gives up.
    public static Optional<String> answer(Duplex link, Predicate<String> served) throws IOException, Malformed {
        expect(link, HEADER);
        write(link, HEADER);
        for (int i = 0; i < MAX_PROPOSALS; i++) {
            Optional<Bytes> proposal = Messages.next(link, MAX_MESSAGE);
            if (proposal.isEmpty()) {
                return Optional.empty();
            }
            String protocol = text(proposal.get());
            if (served.test(protocol)) {
                write(link, protocol);
                return Optional.of(protocol);
            }
            write(link, NOT_AVAILABLE);
        }
        throw new Malformed("more than " + MAX_PROPOSALS + " proposals");
    }

    private static void expect(Duplex link, String text) throws IOException, Malformed {
        if (!read(link).equals(text)) {
            throw new Malformed("the peer does not speak " + HEADER);
        }
    }

    private static String read(Duplex link) throws IOException, Malformed {
        return text(Messages.read(link, MAX_MESSAGE));
    }

    private static String text(Bytes message) throws Malformed {
        int last = message.size() - 1;
        if (last < 0 || message.get(last) != '\n') {
            throw new Malformed("a negotiation message ends with a newline");
        }
        return new String(message.toArrayUnsafe(), 0, last, UTF_8);
    }

    private static void write(Duplex link, String... lines) throws IOException {
        ByteWriter writer = new ByteWriter();
        for (String line : lines) {
            writer.bytesVarint(Bytes.wrap((line + "\n").getBytes(UTF_8)));
        }
        byte[] message = writer.toByteArray();
        link.write(message, 0, message.length);
    }
}
