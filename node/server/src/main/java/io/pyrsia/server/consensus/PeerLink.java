package io.pyrsia.server.consensus;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tuweni.bytes.Bytes;

/// The way to one peer: a bounded queue and a thread that writes it to a stream, which it opens again when it breaks.
final class PeerLink implements AutoCloseable {

    static final int MAX_FRAMES = 4_096;
    /// What waits for a partner.
    static final int MAX_PARTNER_BYTES = 24 << 20;
    /// What waits for a guest: one answer.
    static final int MAX_GUEST_BYTES = 8 << 20;

    /// Small frames that wait go out in one write up to this size.
    private static final int WRITE_BYTES = 64 << 10;

    private static final long FIRST_PAUSE_MS = 20;
    private static final long LONGEST_PAUSE_MS = 2_000;

    private final Host host;
    private final PeerId peer;
    private final int maxBytes;
    private final Thread thread;
    /// Not a monitor: who waits for a monitor in a virtual thread is woken by way of a thread that wakes them all.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition offered = lock.newCondition();
    /// Guarded by the lock, like the next two.
    private final Queue<Bytes> frames = new ArrayDeque<>();

    private int bytes;
    private boolean closed;
    /// Written first on every new stream, if it is not empty.
    private volatile Bytes greeting = Bytes.EMPTY;
    /// Whether there is a stream; written by the link's thread.
    private volatile boolean open;

    private PeerLink(Host host, PeerId peer, int maxBytes) {
        this.host = host;
        this.peer = peer;
        this.maxBytes = maxBytes;
        this.thread = Thread.ofVirtual().name("consensus to " + peer).unstarted(this::run);
    }

    static PeerLink start(Host host, PeerId peer, int maxBytes) {
        PeerLink link = new PeerLink(host, peer, maxBytes);
        link.thread.start();
        return link;
    }

    boolean offer(Bytes frame) {
        lock.lock();
        try {
            if (closed || frames.size() >= MAX_FRAMES || (bytes + frame.size() > maxBytes && !frames.isEmpty())) {
                return false;
            }
            frames.add(frame);
            bytes += frame.size();
            offered.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        return open;
    }

    /// Says this now and again on every new stream; nothing if it is empty.
    void greet(Bytes frame) {
        greeting = frame;
        if (open && !frame.isEmpty()) {
            offer(frame);
        }
    }

    private void run() {
        long pause = FIRST_PAUSE_MS;
        try {
            while (true) {
                try (Stream stream = host.open(peer, List.of(HostNetwork.PROTOCOL))) {
                    pause = FIRST_PAUSE_MS;
                    open = true;
                    Bytes first = greeting;
                    if (!first.isEmpty()) {
                        offer(first);
                    }
                    write(stream);
                } catch (IOException e) {
                    open = false;
                    // Whatever broke is tried again; what was lost on the way is consensus' to repeat.
                    Thread.sleep(pause);
                    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void write(Stream stream) throws IOException, InterruptedException {
        while (true) {
            byte[] next = take();
            stream.write(next, 0, next.length);
        }
    }

    /// The frames that wait, up to a write's size and at least one, each behind its length.
    private byte[] take() throws InterruptedException {
        lock.lock();
        try {
            while (frames.isEmpty()) {
                offered.await();
            }
            ByteWriter out = new ByteWriter();
            Bytes frame = frames.peek();
            while (frame != null && (out.size() == 0 || out.size() + frame.size() <= WRITE_BYTES)) {
                out.bytesVarint(frame);
                bytes -= frame.size();
                frames.remove();
                frame = frames.peek();
            }
            return out.toByteArray();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        thread.interrupt();
    }
}
