package io.pyrsia.libp2p.yamux;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.Duplex;
import io.pyrsia.libp2p.StreamReset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One stream of a session. The link's thread delivers, one thread reads, another may write.
///
/// It opens when it is made; each side ends its writing once, and when both have, or either resets, it is finished.
public final class YamuxStream implements Duplex {

    /// What fills a frame of Noise, the largest there is, together with its header.
    private static final int MAX_PAYLOAD = 65_535 - 16 - Frame.HEADER_BYTES;
    /// What a busy scheduler adds to a round trip: a window that empties faster than this plus two trips is too small.
    private static final long SCHEDULING_NANOS = 5_000_000;

    private final YamuxSession session;
    private final int id;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All owned by the lock.
    private final ReceiveBuffer received;
    private long sendCredit;
    private long receiveCredit = YamuxLimits.INITIAL_WINDOW;
    private int window = YamuxLimits.INITIAL_WINDOW;
    private long lastUpdate = System.nanoTime();
    private boolean weEnded;
    private boolean theyEnded;
    private boolean discarding;
    private boolean reset;
    private Deadline deadline = Deadline.NONE;
    private long discardingSince;
    /// Until then, what is sent are the first words of a stream, which best leave together.
    private boolean acknowledged;

    YamuxStream(YamuxSession session, int id, long sendCredit, boolean acknowledged) {
        this.session = session;
        this.id = id;
        this.sendCredit = sendCredit;
        this.acknowledged = acknowledged;
        this.received = new ReceiveBuffer(session.budget());
    }

    int id() {
        return id;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int credit;
        int count;
        lock.lock();
        try {
            while (received.size() == 0) {
                requireAlive();
                if (theyEnded || discarding) {
                    return -1;
                }
                deadline.await(changed);
            }
            count = received.take(buffer, offset, length);
            credit = theyEnded ? 0 : creditToGive();
            if (theyEnded && received.size() == 0) {
                received.free();
            }
        } finally {
            lock.unlock();
        }
        if (credit > 0) {
            session.control(Frame.WINDOW_UPDATE, 0, id, credit);
        }
        return count;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int part;
            Deadline until;
            boolean more;
            lock.lock();
            try {
                while (requireWritable() && sendCredit == 0) {
                    deadline.await(changed);
                }
                part = (int) Math.min(Math.min(sendCredit, length - done), MAX_PAYLOAD);
                sendCredit -= part;
                until = deadline;
                more = !acknowledged;
            } finally {
                lock.unlock();
            }
            session.data(id, buffer, offset + done, part, until, more);
            done += part;
        }
    }

    public void closeWrite() throws IOException {
        boolean more;
        lock.lock();
        try {
            if (weEnded || reset) {
                return;
            }
            weEnded = true;
            more = !acknowledged;
        } finally {
            lock.unlock();
        }
        session.control(Frame.DATA, Frame.FIN, id, 0, more);
        finishIfDone();
    }

    /// Ends this side's writing and throws away what still comes.
    public void close() {
        lock.lock();
        try {
            if (!discarding) {
                discarding = true;
                discardingSince = System.nanoTime();
                received.free();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        try {
            closeWrite();
        } catch (IOException e) {
            session.abort(e.toString());
        }
        finishIfDone();
    }

    public void reset() {
        if (end()) {
            session.sendReset(id);
        }
    }

    public void deadline(Deadline moment) {
        lock.lock();
        try {
            deadline = moment;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        session.wakeWriters();
    }

    /// Whether this is the first time that it is acknowledged, or finished without.
    boolean acknowledge() {
        lock.lock();
        try {
            boolean first = !acknowledged;
            acknowledged = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /// The peer's header of a data frame: takes its length from the credit before a byte of it is looked at.
    void claim(long length) throws Malformed {
        lock.lock();
        try {
            if (length > receiveCredit) {
                throw new Malformed("a peer sent " + length + " bytes with credit for " + receiveCredit);
            }
            if (length > 0 && theyEnded) {
                throw new Malformed("a peer sent data after its end");
            }
            receiveCredit -= length;
        } finally {
            lock.unlock();
        }
    }

    /// The next `length` bytes of a frame that was claimed.
    void deliver(ByteBuffer source, int length) {
        boolean kept = true;
        lock.lock();
        try {
            if (discarding || reset) {
                source.position(source.position() + length);
            } else {
                kept = received.append(source, length);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (!kept) {
            source.position(source.position() + length);
            reset();
        }
    }

    void grant(long credit) throws Malformed {
        lock.lock();
        try {
            sendCredit += credit;
            if (sendCredit > YamuxSession.MAX_CREDIT) {
                throw new Malformed("a peer granted more credit than there is");
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void peerEnded() {
        lock.lock();
        try {
            theyEnded = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        finishIfDone();
    }

    /// Ends both directions without telling the peer; false if that was done before.
    boolean end() {
        lock.lock();
        try {
            if (reset || (weEnded && theyEnded && received.size() == 0)) {
                reset = true;
                return false;
            }
            reset = true;
            received.free();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        session.finished(this);
        return true;
    }

    /// Whether this side closed it before `moment` and the peer still has not.
    boolean lingersSince(long moment) {
        lock.lock();
        try {
            return discarding && discardingSince - moment < 0;
        } finally {
            lock.unlock();
        }
    }

    private void finishIfDone() {
        boolean done;
        lock.lock();
        try {
            done = weEnded && theyEnded && !reset;
        } finally {
            lock.unlock();
        }
        if (done) {
            session.finished(this);
        }
    }

    /// Gives back what was read once it is half a window, and doubles a window that emptied too fast.
    private int creditToGive() {
        long grant = window - receiveCredit - received.size();
        if (grant < window / 2) {
            return 0;
        }
        long now = System.nanoTime();
        if (now - lastUpdate < 2 * session.roundTripNanos() + SCHEDULING_NANOS) {
            int larger = Math.min(2 * window, session.limits().maxWindow());
            grant += larger - window;
            window = larger;
        }
        lastUpdate = now;
        receiveCredit += grant;
        return (int) grant;
    }

    private boolean requireWritable() throws IOException {
        requireAlive();
        if (weEnded) {
            throw new IOException("this side has ended its writing");
        }
        return true;
    }

    private void requireAlive() throws StreamReset {
        if (reset) {
            throw new StreamReset("the stream was reset");
        }
    }
}
