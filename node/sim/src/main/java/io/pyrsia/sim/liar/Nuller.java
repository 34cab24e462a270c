package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Vote;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes32;

/// Votes to skip every view that it votes in, and to make it final too.
final class Nuller implements Liar {

    private final Mouth mouth;

    Nuller(Mouth mouth) {
        this.mouth = mouth;
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        if (!(message instanceof Message.Ballot(Vote vote)) || vote.statement().kind() != Kind.NOTAR) {
            return List.of(message);
        }
        long view = vote.statement().view();
        List<Message> all = new ArrayList<>();
        mouth.vote(Kind.SKIP, view, Bytes32.ZERO).ifPresent(lie -> all.add(new Message.Ballot(lie)));
        all.add(message);
        mouth.vote(Kind.FINAL, view, vote.statement().digest()).ifPresent(lie -> all.add(new Message.Ballot(lie)));
        return all;
    }
}
