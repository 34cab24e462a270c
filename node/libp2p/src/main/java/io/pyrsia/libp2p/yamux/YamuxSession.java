package io.pyrsia.libp2p.yamux;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.StreamReset;
import io.pyrsia.libp2p.StreamTimeout;
import io.pyrsia.libp2p.transport.Link;
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

/// The streams of one connection: takes frames out of what its link brings and hands them to their streams.
public final class YamuxSession implements Link.Receiver {

    public static final String PROTOCOL = "/yamux/1.0.0";

    /// More credit than any honest peer gives.
    static final long MAX_CREDIT = 1L << 32;

    private final Link link;
    private final boolean dialler;
    private final YamuxLimits limits;
    private final MemoryBudget budget;
    private final StreamSlots slots;
    private final Consumer<YamuxStream> inbound;
    private final Consumer<String> over;
    private final OutputQueue queue;
    private final FrameReader frames;
    private final Pulse pulse;
    private final Map<Integer, YamuxStream> streams = new ConcurrentHashMap<>();
    private final Semaphore unacknowledged;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Owned by this object's lock, which also keeps the order of ids on the wire.
    private long nextId;

    /// Set by the link's thread when the peer wants no new streams.
    private volatile boolean goneAway;

    // Owned by the link's thread: the data frame whose payload has not all come, and its stream if there still is one.
    private long payload;
    private @Nullable YamuxStream payloadOf;

    /// @param inbound runs on a virtual thread of its own for each stream that the peer opens
    /// @param over told once, with the reason, when the session is over
    public YamuxSession(
            Link link,
            boolean dialler,
            YamuxLimits limits,
            MemoryBudget budget,
            StreamSlots slots,
            Consumer<YamuxStream> inbound,
            Consumer<String> over) {
        this.link = link;
        this.dialler = dialler;
        this.limits = limits;
        this.budget = budget;
        this.slots = slots;
        this.inbound = inbound;
        this.over = over;
        this.queue = new OutputQueue(limits, link, this::abort);
        this.frames = new FrameReader();
        this.pulse = new Pulse(limits);
        this.unacknowledged = new Semaphore(limits.ackBacklog());
        this.nextId = dialler ? 1 : 2;
    }

    /// Begins to send and to receive.
    public void start() {
        link.start(this);
        queue.writable();
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
            control(Frame.WINDOW_UPDATE, Frame.SYN, id, 0, true);
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

    void data(int stream, byte[] buffer, int offset, int length, Deadline deadline, boolean more) throws IOException {
        try {
            queue.data(stream, buffer, offset, length, deadline, more);
        } catch (StreamTimeout e) {
            throw e;
        } catch (IOException e) {
            abort(e.toString());
            throw e;
        }
    }

    /// Sends a frame that nobody waits for; a peer that lets too many pile up loses the session.
    void control(int type, int flags, int stream, int value) {
        control(type, flags, stream, value, false);
    }

    void control(int type, int flags, int stream, int value, boolean more) {
        try {
            queue.control(type, flags, stream, value, more);
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
        link.close();
        synchronized (this) {
            new ArrayList<>(streams.values()).forEach(YamuxStream::end);
        }
        over.accept(reason);
    }

    @Override
    public void arrived(ByteBuffer plain) {
        try {
            while (!closed.get()) {
                if (payload > 0) {
                    take(plain);
                }
                if (payload > 0 || !frames.next(plain)) {
                    return;
                }
                switch (frames.type()) {
                    case Frame.DATA -> data();
                    case Frame.WINDOW_UPDATE -> windowUpdate();
                    case Frame.PING -> ping();
                    case Frame.GO_AWAY -> goneAway = true;
                    default -> throw new Malformed("frame type " + frames.type());
                }
            }
        } catch (Malformed e) {
            abort(e.toString());
        }
    }

    @Override
    public void writable() {
        queue.writable();
    }

    @Override
    public void ended(String reason) {
        abort(reason);
    }

    private void data() throws Malformed {
        long length = frames.length();
        if (length > limits.maxWindow()) {
            throw new Malformed("a frame of " + length + " bytes");
        }
        if (frames.has(Frame.SYN) && length > YamuxLimits.INITIAL_WINDOW) {
            throw new Malformed("a first frame that is larger than the window");
        }
        YamuxStream stream = streamOfFrame(0);
        if (stream != null) {
            stream.claim(length);
            if (length == 0) {
                flags(stream);
            }
        }
        payload = length;
        payloadOf = stream;
    }

    /// As much of the payload as is there; the frame's flags count when all of it has come.
    private void take(ByteBuffer plain) {
        int part = (int) Math.min(payload, plain.remaining());
        payload -= part;
        YamuxStream stream = payloadOf;
        if (stream == null) {
            plain.position(plain.position() + part);
            return;
        }
        stream.deliver(plain, part);
        if (payload == 0) {
            flags(stream);
        }
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
