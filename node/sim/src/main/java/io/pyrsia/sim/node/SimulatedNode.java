package io.pyrsia.sim.node;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Certificate;
import io.pyrsia.consensus.DamagedStore;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Epoch;
import io.pyrsia.consensus.Genesis;
import io.pyrsia.consensus.Input;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.MessageCodec;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.Rescue;
import io.pyrsia.consensus.SignatureChecker;
import io.pyrsia.consensus.Signer;
import io.pyrsia.consensus.State;
import io.pyrsia.consensus.StoredSnapshot;
import io.pyrsia.consensus.Vote;
import io.pyrsia.sim.fault.CrashPoint;
import io.pyrsia.sim.fault.Machine;
import io.pyrsia.sim.kernel.Timeline;
import io.pyrsia.sim.kernel.VirtualTime;
import io.pyrsia.sim.liar.Liar;
import io.pyrsia.sim.liar.Mouth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// One machine with its disk and its key, and one process after the other on it.
///
/// The thread of the run owns it.
public final class SimulatedNode implements Machine {

    /// What all nodes of a run share.
    public record Shared(
            Genesis genesis, Core core, SignatureChecker checker, VirtualTime time, Timeline timeline, Wires wires) {}

    private final int number;
    private final Shared shared;
    private final Signer signer;
    private final Habits habits;
    private final SplittableRandom random;
    private final Observer observer;
    private final Disk disk;
    private final Set<Bytes> ownSignatures = new HashSet<>();
    private Genesis genesis;
    private Epoch epoch;
    private @Nullable Liar liar;
    private @Nullable Life life;
    private boolean isBroken;
    private Dialect dialect = Dialect.OLD;

    public SimulatedNode(
            int number, Shared shared, Signer signer, Habits habits, SplittableRandom random, Observer observer) {
        this.number = number;
        this.shared = shared;
        this.signer = signer;
        this.habits = habits;
        this.random = random;
        this.observer = observer;
        this.disk = new Disk(random.split());
        this.genesis = shared.genesis();
        this.epoch = genesis.epoch();
        disk.write(List.of(new Entry.Birth(signer.id(), 0)), true);
    }

    /// Makes it a liar from now on.
    public void corrupt(long salt, Function<Mouth, Liar> lie) {
        Mouth mouth = new Mouth(
                shared.genesis().network(),
                signer,
                () -> epoch,
                random.split(),
                salt,
                (to, bytes) -> transmit(to, bytes));
        liar = lie.apply(mouth);
    }

    public int number() {
        return number;
    }

    public NodeId id() {
        return signer.id();
    }

    public boolean isLiar() {
        return liar != null;
    }

    public boolean isUp() {
        return life != null;
    }

    /// The state of the core, if it is up.
    public @Nullable State state() {
        return life == null ? null : life.state();
    }

    @Override
    public void restart() {
        if (life != null || isBroken) {
            return;
        }
        Recovered recovered;
        try {
            recovered = shared.core().recover(disk);
        } catch (DamagedStore e) {
            note("stays down: %s", e);
            return;
        }
        Application application = new Application(genesis, disk, recovered, habits);
        State state = shared.core().start(genesis, habits.config(), wrapped(), recovered);
        epoch = state.epoch();
        life = new Life(this, shared.time(), disk, habits, application, state);
        note("starts at height %d, epoch %d", state.appliedHeight(), epoch.number());
        observer.restarts(number, state.appliedHeight());
        life.offer(new Input.Started());
    }

    /// Where its store says that it stands, for people who look at a machine that is stopped.
    public Rescue.Standing standing() {
        return Rescue.standing(genesis, disk.recover());
    }

    /// Whether its store has a block above this one, or a certificate that would make one final.
    public boolean knowsOfMoreThan(Rescue.Base base) {
        return standing().base().height() > base.height()
                || disk.recover().certificates().stream()
                        .map(Certificate::statement)
                        .anyMatch(statement -> statement.kind() == Kind.FINAL
                                && statement.epoch() >= base.epoch()
                                && statement.view() > base.view());
    }

    /// Its operator takes its vote from all epochs before this one.
    public void renounce(long nextEpoch) {
        disk.write(List.of(new Entry.Birth(signer.id(), nextEpoch)), true);
    }

    /// Its operator lets an epoch end with this block.
    public void accept(Block rescue) {
        genesis = genesis.accepting(List.of(rescue));
    }

    private Signer wrapped() {
        return new Signer() {
            @Override
            public NodeId id() {
                return signer.id();
            }

            @Override
            public Bytes sign(Bytes text) {
                Bytes signature = signer.sign(text);
                ownSignatures.add(signature);
                return signature;
            }
        };
    }

    @Override
    public void crash(CrashPoint point) {
        if (life == null) {
            return;
        }
        if (point != CrashPoint.NOW) {
            life.doom(point);
            return;
        }
        life.die();
        life = null;
        disk.crash();
        reportDurable();
        note("crashes");
    }

    /// Every fault ends: it is up, goes on at once, and has room.
    public void heal() {
        disk.full(false);
        restart();
        if (life != null) {
            life.heal();
        }
    }

    /// Never comes up again.
    public void breakForGood() {
        crash(CrashPoint.NOW);
        isBroken = true;
    }

    /// Something spoils what it stored long ago, and its process ends; until its operator acts, it must not come up.
    public void damage() {
        if (disk.damage()) {
            note("has a damaged disk");
        }
        crash(CrashPoint.NOW);
    }

    /// Loses its disk, and comes up with nothing but its key.
    public void wipe() {
        crash(CrashPoint.NOW);
        disk.wipe();
        ownSignatures.clear();
        observer.wiped(number);
        note("loses its disk");
    }

    @Override
    public void pause(long micros) {
        if (life != null) {
            note("pauses for %d µs", micros);
            life.pause(micros);
        }
    }

    @Override
    public void diskFull(boolean full) {
        note(full ? "has a full disk" : "has room on its disk");
        disk.full(full);
    }

    /// Another version of the software, from the next message on.
    public void speak(Dialect next) {
        dialect = next;
    }

    /// A client hands in a transaction.
    public void submit(Bytes transaction) {
        if (life != null) {
            life.submit(transaction);
        }
    }

    /// Clients take back what they asked for and did not get.
    public void forgetTransactions() {
        if (life != null) {
            life.forgetTransactions();
        }
    }

    /// Bytes arrive from a peer that the transport has authenticated.
    public void receive(NodeId from, Bytes bytes) {
        if (life == null) {
            return;
        }
        try {
            Message message = MessageCodec.decode(shared.core().read(dialect, bytes));
            if (liar != null) {
                liar.heard(from, message);
            }
            note("hears %s", message);
            observer.hears(number, message);
            life.offer(new Input.Received(from, message));
        } catch (Malformed e) {
            life.offer(new Input.Undecodable(from));
        }
    }

    /// The state of its application at a height, if its newest snapshot is of that height.
    public @Nullable Bytes stateAt(long height) {
        StoredSnapshot snapshot = life == null ? null : disk.snapshot();
        return snapshot == null || snapshot.base().height() != height ? null : snapshot.state();
    }

    Shared shared() {
        return shared;
    }

    Observer observer() {
        return observer;
    }

    SplittableRandom random() {
        return random;
    }

    void epochBegins(Epoch next) {
        epoch = next;
        note("enters epoch %d with %s", next.number(), next.authorities());
    }

    /// A message of its core is about to leave, to all of these.
    void announce(Message message) {
        if (liar == null) {
            switch (message) {
                case Message.Ballot(Vote vote) -> ownVote(vote);
                case Message.Proposal(var block) -> ownVote(block.proposal());
                case Message.Certified(Certificate certificate) ->
                    certificate.votes().forEach(this::ownVote);
                case Message.FetchBlock ignored -> {}
                case Message.FetchCertificates ignored -> {}
                case Message.FetchChain ignored -> {}
                case Message.Chain ignored -> {}
                case Message.Offer ignored -> {}
            }
        }
    }

    private void ownVote(Vote vote) {
        if (ownSignatures.contains(vote.signature())) {
            observer.sends(number, vote);
        }
    }

    void send(NodeId to, Message message, Bytes encoded) {
        if (liar == null) {
            transmit(to, encoded);
        } else {
            liar.instead(to, message).forEach(lie -> transmit(to, MessageCodec.encode(lie)));
        }
    }

    private void transmit(NodeId to, Bytes encoded) {
        shared.wires().send(number, to, dialect.write(encoded));
    }

    void reportDurable() {
        disk.takeNewlyDurable().forEach(batch -> observer.persisted(number, batch));
    }

    void halts(String reason) {
        note("halts: %s", reason);
        observer.halts(number, reason);
        breakForGood();
    }

    /// Puts what it did into the timeline.
    public void note(String format, Object... values) {
        shared.timeline().note("n" + number, format, values);
    }
}
