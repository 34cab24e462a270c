package io.pyrsia.libp2p.gossip;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;

/// This node's stream to one peer, written by a thread of its own from a bounded queue: a slow peer loses messages and
/// slows nobody.
final class GossipLink {

    static final int MAX_QUEUED = 512;
    static final long MAX_QUEUED_BYTES = 8L * GossipLimits.MAX_RPC_BYTES;

    /// A peer that does not take a bundle within this time is given up.
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(20);
    /// Between bundles nobody is late.
    private static final Duration IDLE = Duration.ofDays(365);

    private final BlockingQueue<Bytes> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Connection connection;
    private final Thread writer;

    /// This and the next are owned by this object's lock.
    private long queuedBytes;

    private boolean broken;

    private GossipLink(Connection connection, List<String> protocols) {
        this.connection = connection;
        this.writer = Thread.ofVirtual().name("gossip-link").unstarted(() -> write(protocols));
    }

    static GossipLink open(Connection connection, List<String> protocols) {
        GossipLink link = new GossipLink(connection, protocols);
        link.writer.start();
        return link;
    }

    /// Reads bundles until the peer ends its stream; what is no bundle is reported and ends the stream.
    static void readAll(Stream stream, Consumer<Rpc> receiver, Runnable malformed) throws IOException, Malformed {
        try {
            for (Optional<Bytes> next = next(stream); next.isPresent(); next = next(stream)) {
                receiver.accept(RpcCodec.decode(next.get()));
            }
        } catch (Malformed e) {
            malformed.run();
            throw e;
        }
    }

    /// Whether there was room.
    boolean send(Rpc rpc) {
        Bytes encoded = rpc.encode();
        synchronized (this) {
            if (broken || queuedBytes + encoded.size() > MAX_QUEUED_BYTES || !queue.offer(encoded)) {
                return false;
            }
            queuedBytes += encoded.size();
            return true;
        }
    }

    /// Whether the peer ended or never took the stream.
    synchronized boolean broken() {
        return broken;
    }

    Connection connection() {
        return connection;
    }

    void close() {
        writer.interrupt();
    }

    private void write(List<String> protocols) {
        try (Stream stream = connection.open(protocols)) {
            stream.deadline(IDLE);
            Thread.ofVirtual().name("gossip-watch").start(() -> watch(stream));
            while (true) {
                Bytes next = queue.take();
                synchronized (this) {
                    queuedBytes -= next.size();
                }
                stream.deadline(WRITE_TIMEOUT);
                Messages.write(stream, next);
                stream.deadline(IDLE);
            }
        } catch (IOException | InterruptedException e) {
            synchronized (this) {
                broken = true;
                queue.clear();
            }
        }
    }

    /// A writer with nothing to say would not see that the peer reset the stream; a reader does. The peer
    /// says nothing here.
    private void watch(Stream stream) {
        try {
            stream.input().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            writer.interrupt();
        }
    }

    private static Optional<Bytes> next(Stream stream) throws IOException, Malformed {
        return Messages.next(stream, GossipLimits.MAX_RPC_BYTES);
    }
}
