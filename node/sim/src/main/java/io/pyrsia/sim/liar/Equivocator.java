package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// As leader shows one block to one half of the others and another to the rest, and votes for each towards its half.
final class Equivocator implements Liar {

    private static final int REMEMBERED_VIEWS = 32;

    private final Mouth mouth;
    private final NavigableMap<Long, Block> twins = new TreeMap<>();

    Equivocator(Mouth mouth) {
        this.mouth = mouth;
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        if (message instanceof Message.Proposal(Block block) && mouth.isOnOneSide(to, block.view())) {
            return List.of(twinOf(block));
        }
        if (message instanceof Message.Ballot(Vote vote)
                && twins.containsKey(vote.statement().view())
                && mouth.isOnOneSide(to, vote.statement().view())) {
            return forTwin(vote.statement());
        }
        return List.of(message);
    }

    private Message twinOf(Block block) {
        Block twin = twins.get(block.view());
        if (twin == null) {
            List<Bytes> fewer = block.transactions().isEmpty()
                    ? List.of(Bytes.ofUnsignedLong(block.view()))
                    : block.transactions().subList(1, block.transactions().size());
            twin = mouth.twin(block, fewer).orElse(block);
            twins.put(block.view(), twin);
            if (twins.size() > REMEMBERED_VIEWS) {
                twins.pollFirstEntry();
            }
        }
        return new Message.Proposal(twin);
    }

    private List<Message> forTwin(Statement statement) {
        Block twin = twins.get(statement.view());
        Optional<Vote> vote = statement.kind() == Kind.SKIP || twin == null
                ? Optional.empty()
                : mouth.vote(statement.kind(), statement.view(), twin.digest());
        return vote.<List<Message>>map(lie -> List.of(new Message.Ballot(lie))).orElse(List.of());
    }
}
