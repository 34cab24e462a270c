package io.pyrsia.libp2p;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/// A flow of bytes each way, inside a connection; reads and writes block, and a slow reader slows the writer.
///
/// One thread may read while another writes. A reset by either side makes both fail with an [IOException].
public interface Stream extends Duplex, AutoCloseable {

    /// The protocol that both sides agreed on.
    String protocol();

    Connection connection();

    /// Ends this side's writing; reading goes on.
    void closeWrite() throws IOException;

    /// Ends both directions at once; what was not read is lost, and the other side sees an error.
    void reset();

    /// From `fromNow` on, every read and write that would wait fails with a [StreamTimeout]; a later call replaces it.
    void deadline(Duration fromNow);

    /// Ends this side's writing and throws away what still comes; a second call does nothing.
    @Override
    void close();

    /// The reading side as the JDK has it.
    default InputStream input() {
        return new StreamInput(this);
    }

    /// The writing side as the JDK has it; closing it ends this side's writing.
    default OutputStream output() {
        return new StreamOutput(this);
    }
}
