package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// Everything that one node knows about the agreement.
///
/// It is a mutable object with one owner at a time: whoever calls [Consensus#step], which changes it and hands it
/// back, so that a step costs what it changes and nothing is copied. It is reproducible all the same: a state depends
/// on what it was started from and the inputs in their order, and on nothing else.
public final class State {

    final Genesis genesis;
    final Config config;
    final Rules rules;
    final VoteTable votes;
    final Outbox out;
    final Peers peers = new Peers();
    final Sealing sealing;
    final @Nullable NodeId self;

    Epoch epoch;
    Domain domain;

    /// This node's place in the epoch's set, −1 without a vote.
    int place;

    /// The views above the final one, and a short tail below it for evidence.
    final NavigableMap<Long, Round> rounds = new TreeMap<>();

    /// The end of the epoch before, if this node has lived through it.
    @Nullable
    PastEpoch past;

    /// Those of them in which the rules may still do something without a further message: what a step looks at. A
    /// network that skips views for hours holds them all, and must not pay for all of them with every message.
    private final NavigableMap<Long, Round> unsettled = new TreeMap<>();

    /// Rule 1: the smallest view that is not cleared.
    long currentView = 1;

    /// The highest view whose NOTAR certificate is held.
    long highestNotarised;

    /// The last final block.
    Tip tip;

    /// The certificate that made the tip final, for those who lag; none at the start of an epoch.
    @Nullable
    Certificate finalCertificate;

    final List<SealProof> seals = new ArrayList<>();

    /// How far the application is; it follows the tip.
    long appliedHeight;

    /// Roots that this node computed, by height, from the one that the tip names on.
    final NavigableMap<Long, Bytes32> checkpoints = new TreeMap<>();

    /// Roots that final blocks named before this node had computed its own.
    final NavigableMap<Long, Bytes32> claims = new TreeMap<>();

    /// Rule 8: whether the pool holds transactions.
    boolean pending;

    /// A snapshot is being installed: nothing is committed meanwhile.
    boolean installing;

    /// Rule 11: a chain was asked for and has not come.
    boolean chainAsked;

    /// Rule 7: the view this node was in when it last heard each authority.
    long[] lastHeard;

    /// Rule 6: a timer is set for certificates that wait to be sent.
    boolean relayArmed;

    /// Rule 9: where the next standstill round goes on, and the height at the last one.
    long resendFrom;

    long heightAtTick = -1;
    int pollAt;
    boolean halted;

    private State(Genesis genesis, Config config, @Nullable Signer signer, Recovered recovered, Rules rules) {
        this.genesis = genesis;
        this.config = config;
        this.rules = rules;
        self = signer == null ? null : signer.id();
        votes = new VoteTable(signer, recovered.birth(), rules);
        out = new Outbox(rules);
        sealing = new Sealing(genesis.network(), rules);
        epoch = genesis.epoch();
        domain = new Domain(genesis.network(), epoch.authorities());
        place = votes.place(epoch.authorities(), 0);
        lastHeard = new long[epoch.authorities().size()];
        Bytes32 root = Checkpoint.root(0, genesis.digest(), genesis.stateRoot(), null);
        tip = new Tip(0, 0, genesis.digest(), 0, root, false);
        checkpoints.put(0L, root);
    }

    /// A node as its store remembers it; `signer` is `null` for one that only follows. Step [Input.Started] first.
    public static State start(Genesis genesis, Config config, @Nullable Signer signer, Recovered recovered) {
        return start(genesis, config, signer, recovered, Rules.STRICT);
    }

    static State start(Genesis genesis, Config config, @Nullable Signer signer, Recovered recovered, Rules rules) {
        State state = new State(genesis, config, signer, recovered, rules);
        Recovery.restore(state, recovered);
        return state;
    }

    public Epoch epoch() {
        return epoch;
    }

    public long currentView() {
        return currentView;
    }

    public long finalView() {
        return tip.view();
    }

    public long finalHeight() {
        return tip.height();
    }

    public Bytes32 finalDigest() {
        return tip.digest();
    }

    public long appliedHeight() {
        return appliedHeight;
    }

    public boolean isHalted() {
        return halted;
    }

    /// Whether this node has a vote in the current epoch.
    public boolean hasVote() {
        return place >= 0;
    }

    /// The view this node was in when it last heard an authority: how status shows whose votes are missing.
    public long lastHeard(int authority) {
        return lastHeard[authority];
    }

    /// How many messages were dropped for a reason.
    public long faults(Fault fault) {
        return peers.faults(fault);
    }

    /// The round of a view, to change it: so it is looked at again.
    Round round(long view) {
        Round round = rounds.computeIfAbsent(view, Round::new);
        unsettled.put(view, round);
        return round;
    }

    void hold(Round round, Certificate certificate) {
        round.hold(certificate);
        if (certificate.statement().kind() == Kind.NOTAR) {
            highestNotarised = Math.max(highestNotarised, round.view);
        }
    }

    /// The views that are not final, lowest first.
    Collection<Round> openRounds() {
        return rounds.tailMap(tip.view(), false).values();
    }

    /// Those of the open rounds in which something may still happen by itself, lowest first.
    NavigableMap<Long, Round> unsettledRounds() {
        return unsettled.tailMap(tip.view(), false);
    }

    /// Called at the end of a step, when no rule changes anything any more.
    void settle() {
        unsettled.headMap(tip.view(), true).clear();
        unsettled.values().removeIf(round -> round.view < currentView && Voter.isSettled(this, round));
    }

    void forgetRounds() {
        rounds.clear();
        unsettled.clear();
        highestNotarised = 0;
    }

    boolean isLeader(long view) {
        return place >= 0 && epoch.authorities().leader(view) == place;
    }

    /// A block of this epoch to build on, once it is judged valid, or the final tip itself.
    @Nullable
    Tip tipAt(long view, Bytes32 digest) {
        if (view == tip.view()) {
            return digest.equals(tip.digest()) ? tip : null;
        }
        Candidate candidate = candidate(view, digest);
        return candidate == null || !candidate.isValid()
                ? null
                : Tip.of(candidate.block.header(), digest, isSealed(candidate.block));
    }

    @Nullable
    Candidate candidate(long view, Bytes32 digest) {
        Round round = rounds.get(view);
        return round == null ? null : round.candidates.get(digest);
    }

    /// Whether a block, or an ancestor of it that is not final, ends the epoch.
    boolean isSealed(Block block) {
        Block at = block;
        while (at != null) {
            if (at.seal() != null) {
                return true;
            }
            Header header = at.header();
            Candidate parent =
                    header.parentView() > tip.view() ? candidate(header.parentView(), header.parentDigest()) : null;
            at = parent == null ? null : parent.block;
        }
        return false;
    }

    /// Whether some block above the tip is notarised: then it is worth going on until it is final.
    boolean isTipOpen() {
        return highestNotarised > tip.view();
    }

    void send(NodeId to, Message message) {
        if (!to.equals(self)) {
            out.add(new Effect.Send(to, message));
        }
    }

    /// To every authority of this epoch and, while a change is pending, of the next.
    void broadcast(Message message) {
        out.add(new Effect.Broadcast(sealing.audience(epoch.authorities(), self), message));
    }

    void drop(NodeId from, Fault fault) {
        peers.count(fault);
        if (fault.isCostly()) {
            out.add(new Effect.Score(from, fault));
        }
    }

    void halt(String reason) {
        halted = true;
        out.add(new Effect.Halt(reason));
    }
}
