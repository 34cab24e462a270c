package io.pyrsia.consensus;

import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// Rule 12: the change of membership that is under way, who of the next set is ready for it, and the step from one
/// epoch to the next. One change at a time; owned by the [State].
final class Sealing {

    private final NetworkId network;
    private final Rules rules;
    private @Nullable Change change;
    private long nextEpoch;
    private Tally approvals = new Tally();
    private @Nullable Certificate ready;
    private List<NodeId> audience = List.of();

    Sealing(NetworkId network, Rules rules) {
        this.network = network;
        this.rules = rules;
    }

    /// What a member of the next set signs: it holds its key and has applied the block that decided the change.
    static Statement statement(long epoch, long decidedAt) {
        return new Statement(Kind.READY, epoch, decidedAt, Bytes32.ZERO);
    }

    @Nullable
    Change change() {
        return change;
    }

    /// Whether the next leader has a seal to propose.
    boolean isDue() {
        return ready != null;
    }

    Seal seal() {
        if (change == null || ready == null) {
            throw new IllegalStateException("no change is ready to be sealed");
        }
        return new Seal(change.next(), change.decidedAt(), ready);
    }

    Domain domain() {
        if (change == null) {
            throw new IllegalStateException("no change is pending");
        }
        return new Domain(network, change.next());
    }

    @Nullable
    Fault refusal(Vote vote) {
        if (change == null || !vote.statement().equals(statement(nextEpoch, change.decidedAt()))) {
            return Fault.UNWANTED;
        }
        if (vote.signer() >= change.next().size()) {
            return Fault.MALFORMED;
        }
        return approvals.of(vote.signer()) == null ? null : Fault.DUPLICATE;
    }

    void approve(Vote vote) {
        approvals.add(vote);
        if (change != null && ready == null && rules.isReady(approvals.signers(), change.next())) {
            ready = approvals.certificate(vote.statement(), change.next().quorum());
        }
    }

    /// Takes over what the application decided, and approves it where this node is a member of the next set.
    void decided(State state, AppliedBlock block) {
        if (recall(state, block)) {
            approveOwn(state);
        }
    }

    /// Takes over what the application decided, and signs nothing; says whether that is news.
    boolean recall(State state, AppliedBlock block) {
        Change decided = block.change();
        boolean isOld = decided != null
                && (block.height() < state.epoch.baseHeight() || decided.next().equals(state.epoch.authorities()));
        Change next = isOld ? null : decided;
        if (next == null ? change == null : next.equals(change)) {
            return false;
        }
        change = next;
        nextEpoch = state.epoch.number() + 1;
        approvals = new Tally();
        ready = null;
        audience = List.of();
        return true;
    }

    /// Signs, or repeats, this node's approval.
    void approveOwn(State state) {
        if (change == null) {
            return;
        }
        int place = state.votes.place(change.next(), nextEpoch);
        if (place < 0) {
            return;
        }
        VoteTable.Signed signed = state.votes.sign(statement(nextEpoch, change.decidedAt()), domain(), place);
        if (signed.isNew()) {
            state.out.persist(new Entry.Voted(signed.vote()));
        }
        approve(signed.vote());
        state.broadcast(new Message.Ballot(signed.vote()));
    }

    /// The seal is final: its epoch is over here and now, and no instance of it goes on beside the new one.
    void enter(State state, Block seal, FinalProof proof) {
        SealProof end = new SealProof(seal.header(), proof);
        state.seals.add(end);
        state.out.persist(new Entry.Sealed(end));
        enter(state, nextOf(state.epoch, seal.header(), seal.digest()));
    }

    void enter(State state, Epoch epoch) {
        state.past = PastEpoch.of(state);
        state.epoch = epoch;
        state.domain = new Domain(network, epoch.authorities());
        state.place = state.votes.place(epoch.authorities(), epoch.number());
        state.tip = state.tip.asBase();
        state.forgetRounds();
        state.currentView = 1;
        state.finalCertificate = null;
        state.lastHeard = new long[epoch.authorities().size()];
        state.resendFrom = 0;
        change = null;
        ready = null;
        audience = List.of();
        state.out.add(new Effect.Reconfigure(epoch));
    }

    static Epoch nextOf(Epoch epoch, Header header, Bytes32 digest) {
        Seal seal = header.seal();
        if (seal == null) {
            throw new IllegalStateException("block " + header.height() + " ends no epoch");
        }
        return epoch.next(seal.next(), header.height(), digest);
    }

    List<NodeId> audience(AuthoritySet authorities, @Nullable NodeId self) {
        if (audience.isEmpty()) {
            Set<NodeId> all = new LinkedHashSet<>(authorities.members());
            if (change != null) {
                all.addAll(change.next().members());
            }
            if (self != null) {
                all.remove(self);
            }
            audience = List.copyOf(new ArrayList<>(all));
        }
        return audience;
    }
}
