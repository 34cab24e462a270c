package io.pyrsia.client.api;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.client.json.About;
import java.time.Instant;
import java.util.List;

/// A build that a node was drawn for and has no answer to yet.
@About("A build that this node was drawn for and has no answer to yet.")
public record Work(
        @About("The build request.") String build,
        @About("Counted from 0; an answer is to one round.") int round,

        Purl purl,
        @About("The recipe is a blob.") Digest recipe,
        Instruction.Source source,
        Instant deadline) {

    /// All builds that wait for the node.
    @About("The builds that wait for this node.")
    public record Page(List<Work> work) {}
}
