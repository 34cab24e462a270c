package io.pyrsia.client.api;

import io.pyrsia.base.Digest;
import io.pyrsia.client.json.About;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file of a package that a node has on its disk.
@About("A file of a package that the node has on its disk.")
public record Held(
        @About("Such as oci or maven.") String ecosystem,

        @About("The upstream that it is from; missing if it was pushed to this node.") @Nullable
        String upstream,

        String name,
        Digest digest,
        long size,

        @About("What the log says of these bytes; missing if it does not know them.")
        TrustReport.@Nullable Level trust,

        @About("How many peers say that they have it, as far as they were found.")
        long peers,

        @About("When it was last opened, to the minute.") Instant lastUse) {

    /// Some of them.
    public record Page(
            List<Held> packages,

            @About("The cursor of the next page, if there is one.") @Nullable
            String next) {}
}
