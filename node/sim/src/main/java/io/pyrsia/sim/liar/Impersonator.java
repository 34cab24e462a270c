package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Certificate;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Vote;
import java.util.ArrayList;
import java.util.List;

/// Says of each vote of its own that somebody else cast it, and makes certificates of such votes.
final class Impersonator implements Liar {

    private final Mouth mouth;

    Impersonator(Mouth mouth) {
        this.mouth = mouth;
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        if (!(message instanceof Message.Ballot(Vote vote))) {
            return List.of(message);
        }
        int size = mouth.authorities().size();
        int victim = mouth.random().nextInt(size);
        Vote stolen = new Vote(vote.statement(), victim, vote.signature());
        List<Vote> all = new ArrayList<>();
        for (int signer = 0; signer < size; signer++) {
            all.add(new Vote(vote.statement(), signer, vote.signature()));
        }
        return List.of(
                message, new Message.Ballot(stolen), new Message.Certified(new Certificate(vote.statement(), all)));
    }
}
