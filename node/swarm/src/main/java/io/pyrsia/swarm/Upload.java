package io.pyrsia.swarm;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.PieceTree;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A stream on which one peer asks this node for pieces of one blob: one thread reads, one sends.
final class Upload {

    /// Requests that wait; a peer that asks for more breaks the protocol.
    static final int MAX_REQUESTS = 64;
    /// A peer that neither asks nor reads for this long is left.
    static final Duration SILENCE = Duration.ofMinutes(2);

    private static final int PART = 64 << 10;

    final int number;
    final Stream stream;
    private final Uploads uploads;
    private final Swarm swarm;
    private final RateLimit ownLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    /// Guarded by the lock, as the fields below.
    private final Deque<Message> control = new ArrayDeque<>();

    private final Deque<Integer> pieces = new ArrayDeque<>();
    private boolean choked = true;
    private boolean ended;
    /// Replaced by the sender when a partial blob became whole.
    private volatile Holding holding;

    Upload(int number, Stream stream, Holding holding, Uploads uploads, Swarm swarm) {
        this.number = number;
        this.stream = stream;
        this.holding = holding;
        this.uploads = uploads;
        this.swarm = swarm;
        this.ownLimit = new RateLimit(swarm.settings.peerUploadBytesPerSecond(), swarm.clock);
    }

    PeerId peer() {
        return stream.connection().peer();
    }

    /// Says what is here; called where no piece is announced meanwhile, so that none is missed.
    void begin() {
        tell(holding.message());
    }

    void choke(boolean choke) {
        lock.lock();
        try {
            choked = choke;
            if (choke) {
                pieces.clear();
            }
            tell(new Message.Choked(choke));
        } finally {
            lock.unlock();
        }
    }

    void tell(Message message) {
        lock.lock();
        try {
            if (control.size() > Outbox.MAX_WAITING + holding.descriptor().pieces()) {
                stream.reset();
                return;
            }
            control.add(message);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Reads requests until the peer has enough.
    void run() throws IOException, Malformed, InterruptedException {
        Thread sender = Thread.ofVirtual().name("swarm-upload").start(this::send);
        try {
            while (true) {
                stream.deadline(SILENCE);
                switch (Wire.readAsking(stream)) {
                    case Message.Want want -> throw new Malformed("a stream is for one blob: " + want.sha256());
                    case Message.AskLeaves() -> leaves();
                    case Message.Request(int piece) -> request(piece);
                    case Message.Cancel(int piece) -> cancel(piece);
                }
            }
        } finally {
            end();
            sender.interrupt();
            sender.join();
            holding.close();
        }
    }

    private void leaves() {
        Bytes leaves = holding.leaves();
        if (leaves != null) {
            tell(new Message.Leaves(leaves));
        }
    }

    private void request(int piece) throws Malformed {
        uploads.used(this);
        lock.lock();
        try {
            if (choked) {
                return;
            }
            if (piece >= holding.descriptor().pieces() || pieces.size() >= MAX_REQUESTS) {
                throw new Malformed("a request for a piece that is not there, or too many requests");
            }
            pieces.add(piece);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    private void cancel(int piece) {
        lock.lock();
        try {
            pieces.remove(piece);
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        byte[] buffer = new byte
                [Wire.HEADER
                        + Integer.BYTES
                        + (int) Math.min(
                                PieceTree.PIECE_BYTES, holding.descriptor().size())];
        byte[] piece = new byte[buffer.length - Wire.HEADER - Integer.BYTES];
        try {
            while (true) {
                Message next = next();
                if (next == null) {
                    return;
                }
                if (next instanceof Message.Request(int number)) {
                    send(number, piece);
                } else {
                    byte[] bytes = Wire.bytes(next);
                    stream.write(bytes, 0, bytes.length);
                }
            }
        } catch (IOException | RuntimeException e) {
            stream.reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What to send next: words before pieces.
    private @Nullable Message next() throws InterruptedException {
        lock.lock();
        try {
            while (control.isEmpty() && pieces.isEmpty() && !ended) {
                work.await();
            }
            if (ended) {
                return null;
            }
            return control.isEmpty() ? new Message.Request(pieces.poll()) : control.poll();
        } finally {
            lock.unlock();
        }
    }

    private void send(int number, byte[] piece) throws IOException {
        int length = holding.descriptor().pieceBytes(number);
        read(number, piece);
        byte[] header = Wire.bytes(new Message.Piece(number, length));
        stream.write(header, 0, header.length);
        for (int at = 0; at < length; at += PART) {
            int part = Math.min(PART, length - at);
            ownLimit.take(part);
            swarm.uploadLimit.take(part);
            stream.write(piece, at, part);
        }
        uploads.sent(this, length);
    }

    /// A partial blob's file is closed when it is whole; it is read from the store then.
    private void read(int number, byte[] target) throws IOException {
        try {
            if (!holding.has(number)) {
                throw new IOException("a piece that is not here was asked for");
            }
            holding.read(number, target);
        } catch (IOException e) {
            Holding whole = swarm.whole(holding.descriptor().sha256());
            if (whole == null || !(holding instanceof Holding.Part)) {
                if (whole != null) {
                    whole.close();
                }
                throw e;
            }
            holding = whole;
            holding.read(number, target);
        }
    }
}
