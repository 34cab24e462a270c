package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes32;

/// Votes for one thing towards one half of the others and for its contrary towards the rest.
final class ConflictingVoter implements Liar {

    private final Mouth mouth;
    private Bytes32 lastSeen = Bytes32.ZERO;

    ConflictingVoter(Mouth mouth) {
        this.mouth = mouth;
    }

    @Override
    public void heard(NodeId from, Message message) {
        if (message instanceof Message.Proposal(Block block)) {
            lastSeen = block.digest();
        }
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        if (!(message instanceof Message.Ballot(Vote vote))
                || !mouth.isOnOneSide(to, vote.statement().view())) {
            return List.of(message);
        }
        List<Message> lies = new ArrayList<>();
        Statement truth = vote.statement();
        switch (truth.kind()) {
            case NOTAR -> add(lies, Kind.NOTAR, truth.view(), Bytes32.random(java.util.Random.from(mouth.random())));
            case SKIP -> {
                lies.add(message);
                add(lies, Kind.FINAL, truth.view(), lastSeen);
                add(lies, Kind.NOTAR, truth.view(), lastSeen);
            }
            case FINAL -> add(lies, Kind.SKIP, truth.view(), Bytes32.ZERO);
            case PROPOSE, READY -> lies.add(message);
        }
        return lies;
    }

    private void add(List<Message> lies, Kind kind, long view, Bytes32 digest) {
        mouth.vote(kind, view, digest).ifPresent(vote -> lies.add(new Message.Ballot(vote)));
    }
}
