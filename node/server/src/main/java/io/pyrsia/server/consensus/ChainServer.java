package io.pyrsia.server.consensus;

import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.DurableStore;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Limits;
import io.pyrsia.consensus.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers a follower with final blocks from the store, up to the last one that fits and has a proof.
final class ChainServer {

    /// What an answer leaves for its proof.
    private static final int PROOF_ROOM = 1 << 20;

    private ChainServer() {}

    static Optional<Message> answer(DurableStore store, long fromHeight) {
        List<Block> blocks = new ArrayList<>();
        Optional<Message> answer = Optional.empty();
        long bytes = 0;
        for (long height = fromHeight; blocks.size() < Limits.MAX_CHAIN_BLOCKS; height++) {
            Entry.Committed committed = store.committed(height);
            if (committed == null || (!blocks.isEmpty() && epoch(blocks.getFirst()) != epoch(committed.block()))) {
                return answer;
            }
            bytes += committed.block().bodyBytes() + 4_096L;
            if (bytes > Limits.MAX_MESSAGE_BYTES - PROOF_ROOM && !blocks.isEmpty()) {
                return answer;
            }
            blocks.add(committed.block());
            if (committed.proof() != null) {
                answer = Optional.of(new Message.Chain(List.copyOf(blocks), committed.proof()));
            }
        }
        return answer;
    }

    private static long epoch(Block block) {
        return block.header().epoch();
    }
}
