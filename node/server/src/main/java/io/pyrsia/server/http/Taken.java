package io.pyrsia.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.pyrsia.registry.Watch;
import java.time.Duration;

/// What a connection's client is sent; one that takes nothing is cut off.
record Taken(DataWriter all, Watch watch, Duration slowest) implements DataWriter {

    @Override
    public void write(BufferData... buffers) {
        try (Watch.Step _ = watch.begin(slowest)) {
            all.write(buffers);
        }
    }

    @Override
    public void write(BufferData buffer) {
        try (Watch.Step _ = watch.begin(slowest)) {
            all.write(buffer);
        }
    }

    @Override
    public void writeNow(BufferData... buffers) {
        try (Watch.Step _ = watch.begin(slowest)) {
            all.writeNow(buffers);
        }
    }

    @Override
    public void writeNow(BufferData buffer) {
        try (Watch.Step _ = watch.begin(slowest)) {
            all.writeNow(buffer);
        }
    }

    @Override
    public void flush() {
        all.flush();
    }

    @Override
    public void close() {
        all.close();
    }
}
