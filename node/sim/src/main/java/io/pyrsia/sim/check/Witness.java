package io.pyrsia.sim.check;

import io.pyrsia.base.NetworkId;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Certificate;
import io.pyrsia.consensus.Domain;
import io.pyrsia.consensus.Evidence;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.SignatureChecker;
import io.pyrsia.consensus.State;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import io.pyrsia.sim.kernel.VirtualTime;
import io.pyrsia.sim.node.Observer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A healthy node that hears an authority contradict itself about a view that is still open accuses it.
///
/// It looks at what must have been counted only: a second vote that comes well after the first, while the view of both
/// is neither final nor too far ahead, and a first one for what had no certificate yet. Everything else an honest node
/// may drop.
public final class Witness implements Observer {

    /// The longest that a vote waits for its check, behind a write that is under way.
    private static final long COUNTED_AFTER_MICROS = 250_000;

    private record Ballot(int node, long epoch, long view, int signer) {}

    private record Heard(long atMicros, Vote vote) {}

    private record Support(int node, Statement statement) {}

    private record Pair(long atMicros, Ballot ballot, Vote first, Vote second) {}

    private final NetworkId network;
    private final SignatureChecker checker;
    private final VirtualTime time;
    private final IntFunction<@Nullable State> states;
    private final Map<Ballot, List<Heard>> heard = new HashMap<>();
    private final Map<Support, Set<Integer>> support = new HashMap<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final Set<Ballot> accused = new HashSet<>();
    private boolean isWatching;

    /// @param states what a node's core knows, `null` while it is down
    public Witness(NetworkId network, SignatureChecker checker, VirtualTime time, IntFunction<@Nullable State> states) {
        this.network = network;
        this.checker = checker;
        this.time = time;
        this.states = states;
    }

    /// From now on nodes neither crash nor pause.
    public void watch() {
        isWatching = true;
    }

    @Override
    public void hears(int node, Message message) {
        if (message instanceof Message.Certified(Certificate certificate)) {
            certificate.votes().forEach(vote -> supporters(node, vote).add(vote.signer()));
        }
        State state = isWatching ? states.apply(node) : null;
        if (state == null || !(message instanceof Message.Ballot(Vote vote)) || !isOpen(state, vote)) {
            return;
        }
        supporters(node, vote).add(vote.signer());
        Ballot ballot = ballot(node, vote);
        List<Heard> before = heard.computeIfAbsent(ballot, ignored -> new ArrayList<>());
        for (Heard earlier : before) {
            boolean isCounted = earlier.atMicros() + COUNTED_AFTER_MICROS < time.nowMicros();
            if (isCounted && Evidence.conflict(earlier.vote().statement(), vote.statement())) {
                pairs.add(new Pair(time.nowMicros(), ballot, earlier.vote(), vote));
            }
        }
        // Its own vote may complete a certificate as well.
        boolean isFirst =
                supporters(node, vote).size() + 1 < state.epoch().authorities().quorum();
        if (isFirst) {
            before.add(new Heard(time.nowMicros(), vote));
        }
    }

    private Set<Integer> supporters(int node, Vote vote) {
        return support.computeIfAbsent(new Support(node, vote.statement()), ignored -> new TreeSet<>());
    }

    private boolean isOpen(State state, Vote vote) {
        long view = vote.statement().view();
        AuthoritySet set = state.epoch().authorities();
        return vote.statement().epoch() == state.epoch().number()
                && vote.signer() < set.size()
                && view > state.finalView()
                && view <= state.currentView()
                && checker.all(List.of(new Domain(network, set).check(vote)));
    }

    private static Ballot ballot(int node, Vote vote) {
        return new Ballot(node, vote.statement().epoch(), vote.statement().view(), vote.signer());
    }

    @Override
    public void accuses(int node, Evidence evidence) {
        accused.add(ballot(node, evidence.first()));
    }

    /// Called at the end of a run for the nodes that were healthy to the end.
    public void requireAccusations(Set<Integer> healthy) {
        for (Pair pair : pairs) {
            boolean isOver = pair.atMicros() + COUNTED_AFTER_MICROS < time.nowMicros();
            if (isOver && healthy.contains(pair.ballot().node()) && !accused.contains(pair.ballot())) {
                throw new Violation(
                        "witness",
                        "n" + pair.ballot().node() + " heard " + pair.first() + " and " + pair.second()
                                + " and accuses nobody");
            }
        }
    }
}
