package io.pyrsia.ledger;

import io.pyrsia.base.Purl;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.state.ArtifactStatus;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.trust.Trust;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Withdraws a version or a file for good: nothing under that name is published again.
final class Removals {

    private static final Bytes NO_DIGEST = Bytes.wrap(new byte[32]);

    private Removals() {}

    static Outcome remove(Draft draft, Purl purl, String reason, Id cause) {
        return purl.subpath() == null
                ? removeVersion(draft, purl, reason, cause)
                : removeFile(draft, purl, reason, cause);
    }

    private static Outcome removeFile(Draft draft, Purl purl, String reason, Id cause) {
        Bytes key = Table.artifact(purl);
        ArtifactStatus known = draft.get(Table.ARTIFACTS, key);
        if (known == null) {
            return Reason.NO_SUCH_ARTIFACT.rejected();
        }
        if (known.trust() == Trust.REMOVED) {
            return Reason.ARTIFACT_REMOVED.rejected();
        }
        draft.put(Table.ARTIFACTS, key, known.with(Trust.REMOVED));
        draft.publish(cause, new Content.RemoveArtifact(purl, reason));
        return Outcome.accepted();
    }

    private static Outcome removeVersion(Draft draft, Purl version, String reason, Id cause) {
        if (Requests.isRemoved(draft, version)) {
            return Reason.ARTIFACT_REMOVED.rejected();
        }
        List<Files.Known> files = Files.of(draft.tables(), version);
        if (files.isEmpty()) {
            return Reason.NO_SUCH_ARTIFACT.rejected();
        }
        if (files.size() >= Files.MAX_AT_ONCE) {
            return Reason.TOO_MANY_FILES.rejected();
        }
        for (Files.Known file : files) {
            if (file.status().trust() != Trust.REMOVED && file.purl().subpath() != null) {
                draft.put(Table.ARTIFACTS, file.key(), file.status().with(Trust.REMOVED));
                draft.publish(cause, new Content.RemoveArtifact(file.purl(), reason));
            }
        }
        draft.put(Table.ARTIFACTS, Table.artifact(version), new ArtifactStatus("", NO_DIGEST, Trust.REMOVED, false));
        draft.publish(cause, new Content.RemoveArtifact(version, reason));
        return Outcome.accepted();
    }
}
