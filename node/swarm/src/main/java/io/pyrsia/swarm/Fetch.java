package io.pyrsia.swarm;

import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.Descriptor;
import io.pyrsia.storage.blob.PartialBlob;
import io.pyrsia.storage.blob.WrongBytes;
import io.pyrsia.swarm.schedule.Effect;
import io.pyrsia.swarm.schedule.Input;
import io.pyrsia.swarm.schedule.Scheduler;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One blob under way: it brings inputs to the scheduler and carries out its effects.
final class Fetch {

    private static final long TICK_MS = 50;
    /// How often peers are looked for while there is room for more.
    private static final long FIND_EVERY_NANOS = 10_000_000_000L;

    final PartialBlob partial;
    final CompletableFuture<Blob> result = new CompletableFuture<>();
    private final Swarm swarm;
    private final Descriptor descriptor;
    private final Candidates candidates;
    private final ReentrantLock lock = new ReentrantLock();
    /// Guarded by the lock, as all fields below.
    private final Scheduler scheduler;

    private final Map<Integer, Link> links = new HashMap<>();
    /// Who says that the blob is whole at theirs, with this root; they lied if it has another digest.
    private final Set<PeerId> vouchers = new HashSet<>();

    private int lastNumber;
    private boolean ended;
    private int finding;
    private boolean found;
    private long lastFind;
    private long lastPiece;

    Fetch(Swarm swarm, PartialBlob partial, List<Candidate> hints) {
        this.swarm = swarm;
        this.partial = partial;
        this.descriptor = partial.descriptor();
        this.candidates = new Candidates(swarm.host, swarm.bans, swarm.clock);
        this.lastPiece = swarm.clock.nanos();
        this.scheduler = new Scheduler(
                descriptor.pieces(), partial.pieces(), partial.leaves() != null, swarm.random.nextLong(), lastPiece);
        hints.forEach(candidates::add);
    }

    void start() {
        Thread.ofVirtual().name("swarm-fetch").start(this::tick);
    }

    /// Another peer that may have pieces.
    void candidate(Candidate candidate) {
        candidates.add(candidate);
    }

    void arrived(int number, int piece, boolean right) {
        if (right) {
            swarm.came(descriptor.pieceBytes(piece));
            swarm.uploads.has(descriptor.sha256(), piece);
        }
        on(new Input.Reading(partial.reading()));
        on(new Input.Piece(number, piece, right));
    }

    /// Gives the scheduler an input and does what it says.
    void on(Input input) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            long now = swarm.clock.nanos();
            if (input instanceof Input.Piece(int number, int piece, boolean right) && right) {
                lastPiece = now;
            }
            if (input instanceof Input.Gone(int number)) {
                links.remove(number);
            }
            for (Effect effect : scheduler.step(input, now)) {
                carryOut(effect);
            }
        } finally {
            lock.unlock();
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.AskLeaves(int peer) -> send(peer, new Message.AskLeaves());
            case Effect.Request(int peer, int piece) -> send(peer, new Message.Request(piece));
            case Effect.Cancel(int peer, int piece) -> send(peer, new Message.Cancel(piece));
            case Effect.Ban(int peer, String why) -> leave(peer, true);
            case Effect.Drop(int peer, String why) -> leave(peer, false);
            case Effect.Complete() -> {
                ended = true;
                Thread.ofVirtual().name("swarm-commit").start(this::commit);
            }
        }
    }

    private void send(int peer, Message message) {
        Link link = links.get(peer);
        if (link != null) {
            link.send(message);
        }
    }

    private void leave(int peer, boolean banned) {
        Link link = links.remove(peer);
        if (link != null) {
            if (banned) {
                swarm.bans.add(link.candidate.peer());
            }
            link.reset();
        }
    }

    private void commit() {
        try {
            Blob blob = partial.commit();
            swarm.ended(this);
            result.complete(blob);
        } catch (WrongBytes e) {
            banVouchers();
            end(e);
        } catch (IOException | RuntimeException e) {
            end(e);
        }
        resetLinks();
    }

    void vouched(PeerId peer) {
        lock.lock();
        try {
            vouchers.add(peer);
        } finally {
            lock.unlock();
        }
    }

    private void banVouchers() {
        lock.lock();
        try {
            vouchers.forEach(swarm.bans::add);
        } finally {
            lock.unlock();
        }
    }

    void fail(String why, @Nullable Throwable cause) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
        } finally {
            lock.unlock();
        }
        end(new IOException(why, cause));
        resetLinks();
    }

    private void end(Exception why) {
        try {
            partial.leave(String.valueOf(why.getMessage()));
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        swarm.ended(this);
        result.completeExceptionally(why);
    }

    private void resetLinks() {
        lock.lock();
        try {
            links.values().forEach(Link::reset);
            links.clear();
        } finally {
            lock.unlock();
        }
    }

    /// Looks for peers, connects to them, and gives up when there is nobody left.
    private void tick() {
        try {
            while (!ended()) {
                find();
                connect();
                on(new Input.Reading(partial.reading()));
                on(new Input.Tick());
                giveUp();
                TimeUnit.MILLISECONDS.sleep(TICK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private void find() {
        lock.lock();
        try {
            long now = swarm.clock.nanos();
            boolean due = !found || now - lastFind > FIND_EVERY_NANOS;
            if (!due || finding > 0 || links.size() >= swarm.settings.peersPerBlob()) {
                return;
            }
            finding++;
            lastFind = now;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("swarm-find").start(() -> {
            try {
                swarm.providers
                        .find(descriptor.sha256(), swarm.settings.peersPerBlob())
                        .forEach(candidates::add);
                connect();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                searched();
            }
        });
    }

    private void searched() {
        lock.lock();
        try {
            finding--;
            found = true;
        } finally {
            lock.unlock();
        }
    }

    private void connect() {
        lock.lock();
        try {
            while (!ended && links.size() + candidates.connecting() < swarm.settings.peersPerBlob()) {
                Candidate next = candidates.next();
                if (next == null) {
                    return;
                }
                Thread.ofVirtual().name("swarm-link").start(() -> link(next));
            }
        } finally {
            lock.unlock();
        }
    }

    private void link(Candidate candidate) {
        PeerId peer = candidate.peer();
        Link link;
        int rank;
        try {
            Connection connection = swarm.host.connect(peer, candidate.addresses());
            rank = Locality.rank(connection.remoteAddress(), swarm.host.addresses());
            Stream stream = connection.open(List.of(Wire.PROTOCOL));
            link = register(candidate, stream);
        } catch (IOException e) {
            candidates.failed(candidate);
            return;
        }
        candidates.connected();
        candidates.left(candidate, link != null && link.run(rank));
    }

    private @Nullable Link register(Candidate candidate, Stream stream) {
        lock.lock();
        try {
            if (ended) {
                stream.reset();
                return null;
            }
            int number = ++lastNumber;
            RateLimit own = new RateLimit(swarm.settings.peerDownloadBytesPerSecond(), swarm.clock);
            Link link = new Link(number, candidate, this, partial, stream, own, swarm.downloadLimit);
            links.put(number, link);
            return link;
        } finally {
            lock.unlock();
        }
    }

    private void giveUp() {
        String why = hopeless();
        if (why != null) {
            fail(descriptor.sha256() + " could not be fetched: " + why, null);
        }
    }

    private @Nullable String hopeless() {
        lock.lock();
        try {
            long idle = swarm.clock.nanos() - lastPiece;
            if (found && finding == 0 && links.isEmpty() && candidates.exhausted()) {
                return "no peer that can be reached has it";
            }
            return idle > swarm.settings.patience().toNanos()
                    ? "no piece came for " + TimeUnit.NANOSECONDS.toSeconds(idle) + " s"
                    : null;
        } finally {
            lock.unlock();
        }
    }
}
