package io.pyrsia.server.consensus;

import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Effect;
import io.pyrsia.consensus.FinalProof;
import io.pyrsia.consensus.Limits;
import io.pyrsia.consensus.Message;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What becomes final, on its way to the followers that asked for it: blocks in a row with the proof of the last one.
///
/// Who misses some asks for them, so what does not fit is left out. Owned by the replica's thread.
final class News {

    /// What a chain leaves for its proof and its headers.
    private static final int ROOM = 1 << 20;

    private final Network network;
    private final List<Block> unproven = new ArrayList<>();
    private final List<Bytes> frames = new ArrayList<>();
    private long bytes;

    News(Network network) {
        this.network = network;
    }

    void add(Effect.Commit commit) {
        if (!network.hasSubscribers()) {
            clear();
            return;
        }
        unproven.add(commit.block());
        bytes += commit.block().bodyBytes();
        FinalProof proof = commit.proof();
        if (proof != null) {
            if (unproven.size() <= Limits.MAX_CHAIN_BLOCKS && bytes <= Limits.MAX_MESSAGE_BYTES - ROOM) {
                frames.add(Frame.encode(new Message.Chain(unproven, proof)));
            }
            clear();
        }
    }

    /// Begins anew: what comes next does not follow what came before.
    void clear() {
        unproven.clear();
        bytes = 0;
    }

    void publish() {
        frames.forEach(network::publish);
        frames.clear();
    }
}
