package io.pyrsia.libp2p.yamux;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.StreamReset;
import io.pyrsia.libp2p.transport.SecureChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The streams of one connection: a thread that reads frames and hands them out, and one that writes what streams send.
public final class YamuxSession {

    public static final String PROTOCOL = "/yamux/1.0.0";

    /// More credit than any honest peer gives.
    static final long MAX_CREDIT = 1L << 32;

    private final SecureChannel channel;
    private final boolean dialler;
    private final YamuxLimits limits;
    private final MemoryBudget budget;
    private final StreamSlots slots;
    private final Consumer<YamuxStream> inbound;
    private final Consumer<String> ended;
    private final OutputQueue queue;
    private final FrameReader frames;
    private final Pulse pulse;
    private final Map<Integer, YamuxStream> streams = new ConcurrentHashMap<>();
    private final Semaphore unacknowledged;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Owned by this object's lock, which also keeps the order of ids on the wire.
    private long nextId;

    /// Set by the reading thread when the peer wants no new streams.
    private volatile boolean goneAway;

    /// @param rest what the channel delivered and nobody read
    /// @param inbound runs on a virtual thread of its own for each stream that the peer opens
    /// @param ended told once, with the reason, when the session is over
    public YamuxSession(
            SecureChannel channel,
            ByteBuffer rest,
            boolean dialler,
            YamuxLimits limits,
            MemoryBudget budget,
            StreamSlots slots,
            Consumer<YamuxStream> inbound,
            Consumer<String> ended) {
        this.channel = channel;
        this.dialler = dialler;
        this.limits = limits;
        this.budget = budget;
        this.slots = slots;
        this.inbound = inbound;
        this.ended = ended;
        this.queue = new OutputQueue(limits);
        this.frames = new FrameReader(channel, rest);
        this.pulse = new Pulse(limits);
        this.unacknowledged = new Semaphore(limits.ackBacklog());
        this.nextId = dialler ? 1 : 2;
    }

    /// Starts both threads.
    public void start() {
        Thread.ofVirtual().name("yamux-writer").start(this::writeAll);
        Thread.ofVirtual().name("yamux-reader").start(this::readAll);
    }

    /// A new stream; waits while the peer is slow to acknowledge the ones before.
    public YamuxStream open() throws IOException {
        try {
            if (!unacknowledged.tryAcquire(limits.stall().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the peer acknowledges no streams");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opening a stream", e);
        }
        synchronized (this) {
            if (closed.get() || goneAway || nextId > 0xffff_ffffL) {
                throw new StreamReset("the connection takes no new streams");
            }
            int id = (int) nextId;
            nextId += 2;
            YamuxStream stream = new YamuxStream(this, id, YamuxLimits.INITIAL_WINDOW, false);
            streams.put(id, stream);
            control(Frame.WINDOW_UPDATE, Frame.SYN, id, 0);
            return stream;
        }
    }

    public int streams() {
        return streams.size();
    }

    public boolean closed() {
        return closed.get();
    }

    /// Looks after the session: pings, and gives it up when the peer does nothing. Called every second or so.
    public void tick(long now) {
        if (queue.stalledNanos(now) > limits.stall().toNanos()) {
            abort("the peer takes no bytes");
        } else if (pulse.lost(now)) {
            abort("the peer answers no ping");
        } else if (pulse.due(now)) {
            control(Frame.PING, Frame.SYN, 0, pulse.start(now));
        }
        long oldest = now - limits.linger().toNanos();
        streams.values().stream().filter(stream -> stream.lingersSince(oldest)).forEach(YamuxStream::reset);
    }

    /// Ends the session and all streams at once.
    public void close() {
        abort("closed");
    }

    MemoryBudget budget() {
        return budget;
    }

    YamuxLimits limits() {
        return limits;
    }

    long roundTripNanos() {
        return pulse.roundTripNanos();
    }

    void data(int stream, byte[] buffer, int offset, int length, Deadline deadline) throws IOException {
        queue.data(stream, buffer, offset, length, deadline);
    }

    /// Sends a frame that nobody waits for; a peer that lets too many pile up loses the session.
    void control(int type, int flags, int stream, int value) {
        try {
            queue.control(type, flags, stream, value);
        } catch (IOException e) {
            abort(e.toString());
        }
    }

    void sendReset(int stream) {
        control(Frame.WINDOW_UPDATE, Frame.RST, stream, 0);
    }

    void wakeWriters() {
        queue.wake();
    }

    void finished(YamuxStream stream) {
        if (streams.remove(stream.id(), stream) && stream.acknowledge()) {
            unacknowledged.release();
        }
    }

    void abort(String reason) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        queue.close();
        channel.close();
        synchronized (this) {
            new ArrayList<>(streams.values()).forEach(YamuxStream::end);
        }
        ended.accept(reason);
    }

    private void writeAll() {
        try {
            queue.drain(channel);
        } catch (IOException | InterruptedException e) {
            abort(e.toString());
        }
    }

    private void readAll() {
        try {
            while (frames.next()) {
                switch (frames.type()) {
                    case Frame.DATA -> data();
                    case Frame.WINDOW_UPDATE -> windowUpdate();
                    case Frame.PING -> ping();
                    case Frame.GO_AWAY -> goneAway = true;
                    default -> throw new Malformed("frame type " + frames.type());
                }
            }
            abort("the peer closed the connection");
        } catch (IOException | Malformed e) {
            abort(e.toString());
        }
    }

    private void data() throws IOException, Malformed {
        long length = frames.length();
        if (length > limits.maxWindow()) {
            throw new Malformed("a frame of " + length + " bytes");
        }
        if (frames.has(Frame.SYN) && length > YamuxLimits.INITIAL_WINDOW) {
            throw new Malformed("a first frame that is larger than the window");
        }
        YamuxStream stream = streamOfFrame(0);
        if (stream == null) {
            frames.skip(length);
            return;
        }
        stream.claim(length);
        for (long left = length; left > 0; ) {
            ByteBuffer view = frames.payload();
            int part = (int) Math.min(left, view.remaining());
            stream.deliver(view, part);
            left -= part;
        }
        flags(stream);
    }

    private void windowUpdate() throws Malformed {
        boolean fresh = frames.has(Frame.SYN);
        YamuxStream stream = streamOfFrame(frames.length());
        if (stream != null) {
            if (!fresh) {
                stream.grant(frames.length());
            }
            flags(stream);
        }
    }

    private void flags(YamuxStream stream) {
        if (frames.has(Frame.ACK) && stream.acknowledge()) {
            unacknowledged.release();
        }
        if (frames.has(Frame.FIN)) {
            stream.peerEnded();
        }
        if (frames.has(Frame.RST)) {
            stream.end();
        }
    }

    private void ping() {
        if (frames.has(Frame.ACK)) {
            pulse.answered(frames.length(), System.nanoTime());
        } else {
            control(Frame.PING, Frame.ACK, 0, (int) frames.length());
        }
    }

    /// The stream that the frame is for, a new one if it opens one, or null if it is finished or refused.
    private @Nullable YamuxStream streamOfFrame(long credit) throws Malformed {
        int id = frames.stream();
        if (id == 0) {
            throw new Malformed("a stream with number 0");
        }
        YamuxStream known = streams.get(id);
        if (!frames.has(Frame.SYN)) {
            return known;
        }
        boolean odd = (id & 1) == 1;
        if (odd == dialler || known != null) {
            throw new Malformed("a new stream with a number that is not the peer's to give");
        }
        if (streams.size() >= limits.lingering() || !slots.take()) {
            sendReset(id);
            return null;
        }
        YamuxStream stream = new YamuxStream(this, id, YamuxLimits.INITIAL_WINDOW + credit, true);
        streams.put(id, stream);
        if (closed.get()) {
            stream.end();
        }
        control(Frame.WINDOW_UPDATE, Frame.ACK, id, 0);
        Thread.ofVirtual().name("stream-" + id).start(() -> {
            try {
                inbound.accept(stream);
            } finally {
                slots.release();
            }
        });
        return stream;
    }
}
