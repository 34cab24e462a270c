package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Message;
import java.util.List;

/// Shows its blocks to some and nothing to the others, answers no question, and passes no certificate on.
final class Censor implements Liar {

    private static final long VIEWS_WITH_ONE_VICTIM = 16;

    private final Mouth mouth;

    Censor(Mouth mouth) {
        this.mouth = mouth;
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        return switch (message) {
            case Message.Proposal(var block) ->
                mouth.isOnOneSide(to, block.view() / VIEWS_WITH_ONE_VICTIM) ? List.of() : List.of(message);
            case Message.Ballot(var vote) ->
                mouth.isOnOneSide(to, vote.statement().view() / VIEWS_WITH_ONE_VICTIM) ? List.of() : List.of(message);
            case Message.Certified ignored -> List.of();
            case Message.Chain ignored -> List.of();
            case Message.Offer ignored -> List.of();
            case Message.FetchBlock ignored -> List.of(message);
            case Message.FetchCertificates ignored -> List.of(message);
            case Message.FetchChain ignored -> List.of(message);
        };
    }
}
