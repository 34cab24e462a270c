package io.pyrsia.client.api;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.client.json.About;
import java.util.List;

/// What nodes have stated of a published file, in signed envelopes (DSSE).
@About("What nodes have stated of a published file, in signed envelopes (DSSE).")
public record Attested(
        @About("Those whose signature is right and which this node has; an authority's own summary first.")
        List<Envelope> envelopes) {

    /// One envelope, which is a blob.
    @About("One envelope, which is a blob.")
    public record Envelope(
            Purl purl,

            @About("What kind of in-toto statement it has.") String predicateType,

            NodeId signer,
            Digest envelope,

            @About("The log's entry that it follows from.") long index) {}
}
