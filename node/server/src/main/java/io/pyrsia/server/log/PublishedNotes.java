package io.pyrsia.server.log;

import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// The signed texts of the log that are served beside its tiles.
public interface PublishedNotes {

    /// The newest signed checkpoint, once there is one.
    Optional<Bytes> checkpoint();

    /// The proof of the entry that ended an epoch, under that epoch's last checkpoint.
    Optional<Bytes> handoff(long epoch);
}
