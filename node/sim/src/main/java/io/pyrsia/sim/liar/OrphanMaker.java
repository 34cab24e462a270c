package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Certificate;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// As leader shows two blocks to everybody, each half another one first, so that neither is notarised; when its turn
/// comes, or that of a fellow liar, builds on the one that fewer have voted for.
final class OrphanMaker implements Liar {

    private static final int REMEMBERED_VIEWS = 32;

    private final Mouth mouth;

    /// The blocks seen of each view, until one of them is notarised.
    private final NavigableMap<Long, Map<Bytes32, Block>> seen = new TreeMap<>();

    private final Map<Bytes32, Set<Integer>> votes = new HashMap<>();
    private final NavigableMap<Long, List<Block>> lies = new TreeMap<>();

    OrphanMaker(Mouth mouth) {
        this.mouth = mouth;
    }

    @Override
    public void heard(NodeId from, Message message) {
        if (message instanceof Message.Proposal(Block block)) {
            see(block);
        } else if (message instanceof Message.Ballot(Vote vote)
                && vote.statement().kind() == Kind.NOTAR) {
            votes.computeIfAbsent(vote.statement().digest(), ignored -> new TreeSet<>())
                    .add(vote.signer());
        } else if (message instanceof Message.Certified(Certificate certificate)
                && certificate.statement().kind() == Kind.NOTAR) {
            seen.remove(certificate.view());
        }
    }

    private void see(Block block) {
        if (block.header().epoch() == mouth.epoch().get().number()) {
            seen.computeIfAbsent(block.view(), ignored -> new TreeMap<>()).put(block.digest(), block);
        } else {
            seen.clear();
        }
        if (seen.size() > REMEMBERED_VIEWS) {
            seen.pollFirstEntry();
        }
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        if (message instanceof Message.Proposal(Block block) && block.proposal().signer() == mouth.place()) {
            List<Block> shown = lies.computeIfAbsent(block.view(), view -> lie(block));
            if (lies.size() > REMEMBERED_VIEWS) {
                lies.pollFirstEntry();
            }
            List<Block> order = mouth.isOnOneSide(to, block.view()) ? shown : shown.reversed();
            return order.stream().<Message>map(Message.Proposal::new).toList();
        }
        if (message instanceof Message.Ballot(Vote vote)
                && lies.containsKey(vote.statement().view())) {
            return forLie(vote.statement(), message);
        }
        return List.of(message);
    }

    /// A child of an orphan, or else two blocks of which one will become one.
    private List<Block> lie(Block block) {
        for (Map<Bytes32, Block> siblings :
                seen.headMap(block.view(), false).descendingMap().values()) {
            if (siblings.size() > 1) {
                Block orphan = siblings.values().stream()
                        .min(Comparator.comparingInt(this::support))
                        .orElse(block);
                return mouth.block(
                                orphan.header(),
                                orphan.height() + 1,
                                orphan.view(),
                                orphan.digest(),
                                block.view(),
                                List.of())
                        .map(List::of)
                        .orElse(List.of(block));
            }
        }
        Optional<Block> twin = mouth.twin(block, List.of(Bytes.ofUnsignedLong(block.view())));
        twin.ifPresent(other -> {
            see(block);
            see(other);
        });
        return twin.map(other -> List.of(block, other)).orElse(List.of(block));
    }

    private int support(Block block) {
        return votes.getOrDefault(block.digest(), Set.of()).size();
    }

    /// It votes for its child, and for neither of two twins.
    private List<Message> forLie(Statement statement, Message truth) {
        List<Block> shown = lies.getOrDefault(statement.view(), List.of());
        if (statement.kind() == Kind.SKIP || statement.kind() == Kind.READY) {
            return List.of(truth);
        }
        return shown.size() > 1
                ? List.of()
                : mouth
                        .vote(
                                statement.kind(),
                                statement.view(),
                                shown.getFirst().digest())
                        .stream()
                        .<Message>map(Message.Ballot::new)
                        .toList();
    }
}
