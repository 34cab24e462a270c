package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.entry.Artifact;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.state.ArtifactStatus;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Observation;
import io.pyrsia.ledger.trust.Evidence;
import io.pyrsia.ledger.trust.Trust;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What trusted registries' nodes saw: the second level of trust, never above a build's verdict on a fixed name.
final class Observations {

    /// How far a registry's clock may be ahead of the block's time.
    private static final long TOLERANCE_MS = 300_000;

    /// Package types whose versions are tags, which may name other bytes tomorrow.
    private static final List<String> TAGGED = List.of("docker", "oci");

    private Observations() {}

    static Outcome observe(Draft draft, NodeId author, Observation observation, Id cause) {
        if (!draft.member(author).isRegistry()) {
            return Reason.NOT_A_REGISTRY.rejected();
        }
        if (observation.observedAtMs() > draft.timeMs() + TOLERANCE_MS) {
            return Reason.FROM_THE_FUTURE.rejected();
        }
        if (Requests.isRemoved(draft, observation.purl())) {
            return Reason.ARTIFACT_REMOVED.rejected();
        }
        if (observation.isMoving() && !TAGGED.contains(observation.purl().type())) {
            return Reason.NAME_IS_FIXED.rejected();
        }
        Bytes key = Table.artifact(observation.purl());
        ArtifactStatus known = draft.get(Table.ARTIFACTS, key);
        if (known == null) {
            if (!Requests.hasRoomForArtifacts(draft, 1)) {
                return Reason.TOO_MANY_ARTIFACTS.rejected();
            }
            record(draft, author, observation, cause);
            return Outcome.accepted();
        }
        if (known.trust() == Trust.REMOVED) {
            return Reason.ARTIFACT_REMOVED.rejected();
        }
        if (known.sha256().equals(observation.sha256().value())) {
            return Reason.ALREADY_KNOWN.rejected();
        }
        if (observation.isMoving() && known.isObserved()) {
            record(draft, author, observation, cause);
            return Outcome.accepted();
        }
        return contradict(draft, observation, cause, key, known);
    }

    /// Two trusted registries saw different bytes under a name that does not move, or one saw them change.
    private static Outcome contradict(Draft draft, Observation observation, Id cause, Bytes key, ArtifactStatus known) {
        if (!known.isObserved()) {
            return Reason.VERDICT_EXISTS.rejected();
        }
        if (known.trust() == Trust.DISPUTED) {
            return Reason.ALREADY_DISPUTED.rejected();
        }
        String reason = "observed as " + observation.sha256() + " after sha256:"
                + known.sha256().toUnprefixedHexString();
        draft.publish(cause, new Content.Disputed(observation.purl(), reason, List.of()));
        draft.put(Table.ARTIFACTS, key, known.with(Trust.DISPUTED));
        return Outcome.accepted();
    }

    private static void record(Draft draft, NodeId author, Observation observation, Id cause) {
        Artifact artifact = new Artifact(
                observation.purl(),
                observation.sha256(),
                observation.sha512(),
                observation.size(),
                observation.pieceRoot(),
                observation.mediaType());
        draft.publish(
                cause,
                new Content.Observed(
                        artifact, author, observation.url(), observation.observedAtMs(), observation.isMoving()));
        String path = observation.purl().subpath();
        draft.put(
                Table.ARTIFACTS,
                Table.artifact(observation.purl()),
                new ArtifactStatus(
                        path == null ? "" : path,
                        observation.sha256().value(),
                        Trust.of(Evidence.ofObservation()),
                        true));
    }
}
