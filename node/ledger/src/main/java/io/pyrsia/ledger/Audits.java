package io.pyrsia.ledger;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Has some verified builds done again by a committee of others, as large as the first, that nobody could foresee: a
/// quorum of friends must then fear that their result does not come out.
///
/// Whether a build is audited follows from the digest of the block that decided it. An audit that comes to the same
/// changes nothing; one that does not is a dispute, which a still larger committee of others settles.
final class Audits {

    /// Of so many verified builds one is audited.
    static final int ONE_IN = 16;

    private static final Bytes DOMAIN = Bytes.wrap("pyrsia/audit/1\0".getBytes(StandardCharsets.UTF_8));

    private Audits() {}

    /// @param sat who built, in all rounds
    static void draw(Draft draft, Id id, BuildRequest request, List<NodeId> sat, Tally tally, Trust trust) {
        if (trust != Trust.VERIFIED || !isDrawn(draft.blockDigest(), id)) {
            return;
        }
        BuildRequest audit = request.audit(tally.representative().ballot(), sat, draft.timeMs());
        if (CommitteeSize.step(audit, Draws.available(draft, sat)) != CommitteeSize.NONE) {
            Requests.openAudit(draft, name(id), audit);
        }
    }

    static boolean isDrawn(Bytes block, Id id) {
        Bytes digest = digest(block, id);
        return Integer.remainderUnsigned(digest.getInt(0), ONE_IN) == 0;
    }

    /// The name of a build's audit.
    static Id name(Id id) {
        return new Id(digest(Bytes.EMPTY, id));
    }

    /// Whether this is an audit in which a trusted builder or a quorum made something else than was published.
    static boolean isContradicted(BuildRequest request, Tally tally, int quorum) {
        boolean isOther =
                request.audited() != null && !tally.representative().ballot().equals(request.audited());
        return isOther
                && (tally.evidence(quorum).trustedFor() > 0 || tally.leading().size() >= quorum);
    }

    private static Bytes digest(Bytes block, Id id) {
        ByteWriter out = new ByteWriter().bytes(DOMAIN).bytes(block).bytes(id.value());
        return Digest.sha256(out.toBytes()).value();
    }
}
