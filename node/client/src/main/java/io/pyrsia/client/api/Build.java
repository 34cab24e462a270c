package io.pyrsia.client.api;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.client.json.About;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a build request.
@About("What became of a build request.")
public record Build(
        String id,
        Purl purl,
        State state,

        @About("In words: why it failed, or the trust of what was published.") @Nullable
        String detail,

        @About("Counted from 0; each dispute opens another.")
        int round,

        @About("Who was drawn to build; empty before the draw and when the build is over.")
        List<Seat> seats,

        @About("When this state ends by itself.") @Nullable Instant deadline,
        @Nullable Instant closedAt) {

    /// Where a build stands; the last seven are ends.
    public enum State {
        /// Waits for the block whose digest nobody knew when the request came.
        AWAITING_SEED,
        /// Waits for the authorities' random shares.
        DRAWING,
        /// The committee builds.
        BUILDING,
        /// The committee opens what it committed to.
        REVEALING,
        PUBLISHED,
        CANNOT_BUILD,
        SILENT,
        DISPUTED,
        NOT_DRAWN,
        NO_BUILDERS,
        REMOVED
    }

    /// A builder of the committee; a reserve sits when somebody before it is silent.
    public record Seat(NodeId node, boolean seated, boolean committed, boolean answered) {}
}
