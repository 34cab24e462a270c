package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.state.ArtifactStatus;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Due;
import io.pyrsia.ledger.state.PackageStatus;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import io.pyrsia.ledger.trust.Trust;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Build requests from their opening to their end. A version is built once at a time, and not again and again: who
/// could ask without limit could wait for a committee of friends.
final class Requests {

    private Requests() {}

    static Outcome open(Draft draft, NodeId author, Purl purl, Id id) {
        Bytes version = Table.version(purl);
        Recipe recipe = draft.get(Table.RECIPES, version);
        if (recipe == null) {
            return Reason.NO_SUCH_RECIPE.rejected();
        }
        PackageStatus status = status(draft, version, recipe);
        Outcome allowed = isAllowed(draft, purl, status);
        if (!allowed.isAccepted()) {
            return allowed;
        }
        Outcome room = hasRoom(draft, author);
        if (!room.isAccepted()) {
            return room;
        }
        draft.put(
                Table.PACKAGES,
                version,
                new PackageStatus(recipe.digest(), status.attempts() + 1, status.closedMs(), status.trust(), id));
        draft.put(Table.ACCOUNTS, author.key(), draft.account(author).request(1));
        store(
                draft,
                id,
                new BuildRequest(recipe, author, draft.timeMs(), 0, 0, List.of(), null, new Phase.AwaitingSeed()));
        return Outcome.accepted();
    }

    /// Moves on to another phase; what was due in the old one is not any more.
    static void move(Draft draft, Id id, BuildRequest next) {
        BuildRequest before = draft.require(Table.REQUESTS, id.value());
        draft.cancel(new Due(before.phase().dueMs(), Due.Kind.REQUEST, id));
        store(draft, id, next);
    }

    static void close(Draft draft, Id id, Closed.Verdict verdict, String detail, @Nullable Trust trust) {
        BuildRequest request = draft.require(Table.REQUESTS, id.value());
        Bytes version = Table.version(request.recipe().purl());
        draft.cancel(new Due(request.phase().dueMs(), Due.Kind.REQUEST, id));
        draft.remove(Table.REQUESTS, id.value());
        draft.put(
                Table.PACKAGES, version, draft.require(Table.PACKAGES, version).closed(trust, draft.timeMs()));
        draft.put(
                Table.ACCOUNTS,
                request.requester().key(),
                draft.account(request.requester()).request(-1));
        draft.put(Table.CLOSED, id.value(), new Closed(request.recipe().purl(), verdict, detail, draft.timeMs()));
        draft.schedule(new Due(draft.timeMs() + draft.parameters().statusKeptMs(), Due.Kind.CLOSED, id));
    }

    /// Has a build that was just closed done again; it takes the place of that one among the requester's.
    static void openAudit(Draft draft, Id id, BuildRequest audit) {
        Bytes version = Table.version(audit.recipe().purl());
        draft.put(
                Table.PACKAGES, version, draft.require(Table.PACKAGES, version).audited(id));
        draft.put(
                Table.ACCOUNTS,
                audit.requester().key(),
                draft.account(audit.requester()).request(1));
        store(draft, id, audit);
    }

    /// Whether the version that this names, or names a file of, was removed as a whole.
    static boolean isRemoved(Draft draft, Purl purl) {
        ArtifactStatus whole = draft.get(Table.ARTIFACTS, Table.wholeVersion(purl));
        return whole != null && whole.trust() == Trust.REMOVED;
    }

    private static void store(Draft draft, Id id, BuildRequest request) {
        draft.put(Table.REQUESTS, id.value(), request);
        draft.schedule(new Due(request.phase().dueMs(), Due.Kind.REQUEST, id));
    }

    /// Attempts count anew with another recipe, or when the last one is long ago.
    private static PackageStatus status(Draft draft, Bytes version, Recipe recipe) {
        PackageStatus known = draft.get(Table.PACKAGES, version);
        if (known == null) {
            return new PackageStatus(recipe.digest(), 0, draft.timeMs(), null, null);
        }
        boolean isLongAgo =
                draft.timeMs() - known.closedMs() > draft.parameters().statusKeptMs();
        boolean isSame = known.recipe().equals(recipe.digest());
        Trust trust = isSame ? known.trust() : null;
        return new PackageStatus(
                recipe.digest(), isSame && !isLongAgo ? known.attempts() : 0, known.closedMs(), trust, known.open());
    }

    private static Outcome isAllowed(Draft draft, Purl purl, PackageStatus status) {
        if (isRemoved(draft, purl)) {
            return Reason.ARTIFACT_REMOVED.rejected();
        }
        if (status.trust() == Trust.VERIFIED) {
            return Reason.ALREADY_VERIFIED.rejected();
        }
        if (status.open() != null) {
            return Reason.ALREADY_REQUESTED.rejected();
        }
        if (status.attempts() >= draft.parameters().attempts()) {
            return Reason.TOO_MANY_ATTEMPTS.rejected();
        }
        return draft.size(Table.BUILDERS) == 0 ? Reason.NO_BUILDERS.rejected() : Outcome.accepted();
    }

    /// Room for all artifacts is kept from the beginning, so that a verdict never finds the table full.
    private static Outcome hasRoom(Draft draft, NodeId author) {
        if (draft.size(Table.REQUESTS) >= draft.limits().openRequests()) {
            return Reason.TOO_MANY_REQUESTS.rejected();
        }
        if (draft.account(author).openRequests() >= draft.limits().openRequestsPerNode()) {
            return Reason.TOO_MANY_OWN_REQUESTS.rejected();
        }
        return hasRoomForArtifacts(draft, BuildOutcome.MAX_ARTIFACTS)
                ? Outcome.accepted()
                : Reason.TOO_MANY_ARTIFACTS.rejected();
    }

    static boolean hasRoomForArtifacts(Draft draft, int more) {
        long promised = (long) draft.size(Table.REQUESTS) * BuildOutcome.MAX_ARTIFACTS;
        return draft.size(Table.ARTIFACTS) + promised + more <= draft.limits().artifacts();
    }
}
