package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Certificate;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes32;

/// Collects votes, adds its own to both sides, and gives each half of the others another certificate of one view.
final class SplitCertificateMaker implements Liar {

    private static final int REMEMBERED = 64;
    private static final Comparator<Statement> ORDER = Comparator.comparingLong(Statement::epoch)
            .thenComparingLong(Statement::view)
            .thenComparing(Statement::kind)
            .thenComparing(Statement::digest);

    private final Mouth mouth;
    private final NavigableMap<Statement, NavigableMap<Integer, Vote>> votes = new TreeMap<>(ORDER);

    SplitCertificateMaker(Mouth mouth) {
        this.mouth = mouth;
    }

    @Override
    public void heard(NodeId from, Message message) {
        if (!(message instanceof Message.Ballot(Vote vote))
                || vote.statement().epoch() != mouth.epoch().get().number()) {
            return;
        }
        NavigableMap<Integer, Vote> same = votes.computeIfAbsent(vote.statement(), ignored -> new TreeMap<>());
        boolean isNew = same.put(vote.signer(), vote) == null;
        mouth.vote(vote.statement().kind(), vote.statement().view(), digest(vote.statement()))
                .ifPresent(own -> same.put(own.signer(), own));
        if (isNew && same.size() == mouth.epoch().get().authorities().quorum()) {
            spread(new Certificate(vote.statement(), new ArrayList<>(same.values())));
        }
        if (votes.size() > REMEMBERED) {
            votes.pollFirstEntry();
        }
    }

    private static Bytes32 digest(Statement statement) {
        return statement.kind() == Kind.SKIP ? Bytes32.ZERO : statement.digest();
    }

    private void spread(Certificate certificate) {
        boolean side = certificate.statement().kind() == Kind.SKIP;
        for (NodeId node : mouth.authorities()) {
            if (mouth.isOnOneSide(node, certificate.view()) == side) {
                mouth.say(node, new Message.Certified(certificate));
            }
        }
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        return message instanceof Message.Certified ? List.of() : List.of(message);
    }
}
