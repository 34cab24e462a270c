package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Header;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// As leader passes over what is notarised: builds on an older block, or on one that nobody notarised.
final class StaleParent implements Liar {

    private static final int REMEMBERED = 8;

    private final Mouth mouth;
    private final NavigableMap<Long, Block> seen = new TreeMap<>();
    private final NavigableMap<Long, Block> lies = new TreeMap<>();

    StaleParent(Mouth mouth) {
        this.mouth = mouth;
    }

    @Override
    public void heard(NodeId from, Message message) {
        if (message instanceof Message.Proposal(Block block)
                && block.header().epoch() == mouth.epoch().get().number()) {
            remember(seen, block);
        }
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        if (message instanceof Message.Proposal(Block block) && block.proposal().signer() == mouth.place()) {
            if (!lies.containsKey(block.view())) {
                remember(lies, lie(block));
            }
            return List.of(new Message.Proposal(lies.getOrDefault(block.view(), block)));
        }
        if (message instanceof Message.Ballot(Vote vote)
                && lies.containsKey(vote.statement().view())) {
            return forLie(vote.statement());
        }
        return List.of(message);
    }

    /// A sibling or a child of a block that came some views before.
    private Block lie(Block block) {
        List<Block> older = List.copyOf(seen.headMap(block.view()).values());
        if (older.isEmpty()) {
            return block;
        }
        Block old = mouth.random().nextBoolean()
                ? older.getLast()
                : older.get(mouth.random().nextInt(older.size()));
        Header like = old.header();
        Optional<Block> lie = mouth.random().nextBoolean()
                ? mouth.block(
                        like, like.height(), like.parentView(), like.parentDigest(), block.view(), block.transactions())
                : mouth.block(like, like.height() + 1, like.view(), old.digest(), block.view(), block.transactions());
        return lie.orElse(block);
    }

    private List<Message> forLie(Statement statement) {
        Block lie = lies.get(statement.view());
        Optional<Vote> vote = lie == null || statement.kind() == Kind.SKIP
                ? Optional.empty()
                : mouth.vote(statement.kind(), statement.view(), lie.digest());
        return vote.<List<Message>>map(own -> List.of(new Message.Ballot(own))).orElse(List.of());
    }

    private static void remember(NavigableMap<Long, Block> blocks, Block block) {
        blocks.put(block.view(), block);
        if (blocks.size() > REMEMBERED) {
            blocks.pollFirstEntry();
        }
    }
}
