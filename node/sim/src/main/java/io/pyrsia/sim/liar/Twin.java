package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Certificate;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Vote;
import java.util.List;

/// One of two honest nodes that share a key: each talks to its own half of the others, and the halves change.
final class Twin implements Liar {

    private final Mouth mouth;
    private final boolean first;

    Twin(Mouth mouth, boolean first) {
        this.mouth = mouth;
        this.first = first;
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        long view =
                switch (message) {
                    case Message.Proposal(Block block) -> block.view();
                    case Message.Ballot(Vote vote) -> vote.statement().view();
                    case Message.Certified(Certificate certificate) -> certificate.view();
                    case Message.FetchBlock ask -> ask.view();
                    case Message.FetchCertificates ask -> ask.fromView();
                    case Message.FetchChain ask -> ask.fromHeight();
                    case Message.Chain ignored -> 0;
                    case Message.Offer ignored -> 0;
                };
        return mouth.isOnOneSide(to, view) == first ? List.of(message) : List.of();
    }
}
