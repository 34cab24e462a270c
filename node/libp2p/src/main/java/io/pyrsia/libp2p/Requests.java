package io.pyrsia.libp2p;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// One question and one answer on a stream of their own, each a length-prefixed message, within a deadline.
public final class Requests {

    /// Makes the answer to a peer's request.
    @FunctionalInterface
    public interface Answer {
        Bytes to(PeerId peer, Bytes request) throws IOException, InterruptedException, Malformed;
    }

    private Requests() {}

    /// Asks over `connection` and waits for the answer of at most `limit` bytes.
    public static Bytes ask(Connection connection, String protocol, Bytes request, int limit, Duration deadline)
            throws IOException, Malformed {
        Stream stream = connection.open(List.of(protocol));
        try {
            stream.deadline(deadline);
            Messages.write(stream, request);
            stream.closeWrite();
            Bytes answer = Messages.read(stream, limit);
            stream.close();
            return answer;
        } catch (IOException | Malformed e) {
            stream.reset();
            throw e;
        }
    }

    /// A handler that reads a request of at most `limit` bytes and writes what `answer` makes of it.
    public static StreamHandler serve(int limit, Duration deadline, Answer answer) {
        return stream -> {
            stream.deadline(deadline);
            Bytes request = Messages.read(stream, limit);
            Messages.write(stream, answer.to(stream.connection().peer(), request));
        };
    }
}
