package io.pyrsia.client.api;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.json.Json;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One builder's word about a file, as an entry of the log has it.
///
/// @param sameness how much its file is the same as the published one: `E0` to `E4`, or `X`
/// @param attestation the builder's statement, a signed envelope
public record Vote(NodeId node, boolean isTrusted, String sameness, Digest bytes, Digest attestation) {

    /// The entries that a build which is over has in the log: one for each file, or one about a dispute.
    public static List<LogPage.Entry> entries(ApiClient client, Build build)
            throws ApiRefusal, IOException, InterruptedException {
        LogQuery version = LogQuery.of(LogQuery.Facet.VERSION, build.purl().toString());
        return client.search(version).entries().stream()
                .filter(entry -> isAbout(entry.entry(), build))
                .toList();
    }

    private static boolean isAbout(Json.Obj entry, Build build) {
        boolean isDispute =
                build.state() == Build.State.DISPUTED && Json.of("Dispute").equals(entry.get("operation"));
        return isDispute || Json.of(build.id()).equals(entry.get("request"));
    }

    /// The votes on one of the entries.
    public static List<Vote> of(Json.Obj entry) throws Malformed {
        List<Vote> votes = new ArrayList<>();
        if (entry.get("builders") instanceof Json.Array(List<Json> builders)) {
            for (Json builder : builders) {
                if (builder instanceof Json.Obj vote) {
                    votes.add(new Vote(
                            NodeId.parse(vote.text("node_id")),
                            vote.get("trusted") instanceof Json.Bool(boolean trusted) && trusted,
                            vote.text("sameness"),
                            Digest.parse(vote.text("artifact_hash")),
                            Digest.parse(vote.text("attestation"))));
                }
            }
        }
        return votes;
    }
}
