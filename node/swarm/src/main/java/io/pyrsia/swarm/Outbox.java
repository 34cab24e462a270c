package io.pyrsia.swarm;

import io.pyrsia.libp2p.Stream;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Messages on their way to one peer, written by a thread of their own so that a peer that does not read holds
/// nobody up.
final class Outbox {

    /// Messages that wait; a peer that reads so slowly loses the stream.
    static final int MAX_WAITING = 2_048;

    private final Stream stream;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread writer = Thread.ofVirtual().name("swarm-outbox").unstarted(this::write);

    Outbox(Stream stream) {
        this.stream = stream;
    }

    void start() {
        writer.start();
    }

    void send(Message message) {
        if (!waiting.offer(Wire.bytes(message))) {
            stream.reset();
        }
    }

    void close() {
        writer.interrupt();
    }

    private void write() {
        try {
            while (true) {
                byte[] next = waiting.take();
                stream.write(next, 0, next.length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            stream.reset();
        }
    }
}
