package io.pyrsia.libp2p.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A secured connection seen from the plain side, without waiting: what comes is pushed to a [Receiver], what goes is
/// taken as far as the network has room.
public interface Link {

    /// Is told what the link brings, by one thread that serves many links and must never be made to wait.
    interface Receiver {

        /// Bytes that came; they are the receiver's until it returns.
        void arrived(ByteBuffer plain);

        /// There is room again after a write that found none.
        void writable();

        /// Nothing will come any more; called when the other side ends or the connection fails, perhaps more than once.
        void ended(String reason);
    }

    /// Begins to bring what comes.
    void start(Receiver receiver);

    /// Seals and sends; the bytes may be overwritten. If false, the network took not all of it yet: there must be no
    /// other write before [Receiver#writable]. One thread at a time writes.
    boolean write(byte[] plain, int offset, int length) throws IOException;

    /// Ends both directions; a write fails from now on.
    void close();
}
