package io.pyrsia.server.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.task.InterruptableTask;
import io.pyrsia.registry.Watch;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The bytes of a connection as they come; a client that says half of a request and waits is cut off. (Helidon's own
/// time-out does not reach a socket that is a channel.)
final class Heard implements Supplier<byte[]> {

    private final DataReader all;
    private final Watch watch;
    private final Duration silence;
    /// Set before anything is read.
    private @Nullable InterruptableTask<?> connection;

    Heard(DataReader all, Watch watch, Duration silence) {
        this.all = all;
        this.watch = watch;
        this.silence = silence;
    }

    void of(InterruptableTask<?> http) {
        connection = http;
    }

    @Override
    public byte[] get() {
        if (connection == null || connection.canInterrupt()) {
            // Between two requests and in a first line: Helidon ends what is idle.
            return read();
        }
        try (Watch.Step _ = watch.begin(silence)) {
            return read();
        }
    }

    private byte[] read() {
        all.ensureAvailable();
        return all.readBytes(all.available());
    }
}
