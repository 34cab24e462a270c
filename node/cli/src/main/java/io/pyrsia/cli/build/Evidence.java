package io.pyrsia.cli.build;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.attestation.Envelope;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.Vote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// What the log says of a build that is over: its files, who voted, and the statement that each builder's node
/// signed.
///
/// @param entries the log's entries about the build, one for each file, or one about a dispute
record Evidence(Build build, List<Json.Obj> entries) {

    private static final int MAX_STATEMENT_BYTES = 16 << 20;

    Evidence {
        entries = List.copyOf(entries);
    }

    /// @param build one that is over
    static Evidence of(ApiClient client, Build build) throws ApiRefusal, IOException, InterruptedException {
        return new Evidence(
                build,
                Vote.entries(client, build).stream().map(LogPage.Entry::entry).toList());
    }

    /// All who voted, each once.
    List<Vote> votes() throws Malformed {
        List<Vote> all = new ArrayList<>();
        for (Json.Obj entry : entries) {
            for (Vote vote : Vote.of(entry)) {
                if (all.stream().noneMatch(other -> other.node().equals(vote.node()))) {
                    all.add(vote);
                }
            }
        }
        return all;
    }

    /// What a builder brought beside its files, such as `build.log`; nothing if it brought no such thing.
    static Optional<Bytes> byproduct(ApiClient client, Vote vote, String name)
            throws Failure, Malformed, ApiRefusal, IOException, InterruptedException {
        Envelope envelope = Envelope.parse(blob(client, vote.attestation()));
        if (!envelope.isSignedBy(PublicKey.parse(vote.node().key()))) {
            throw new Failure(Exit.NOT_VERIFIED, "the statement of " + vote.node() + " is signed by somebody else");
        }
        Json statement = JsonReader.read(envelope.payload(), MAX_STATEMENT_BYTES);
        if (statement instanceof Json.Obj whole
                && whole.get("predicate") instanceof Json.Obj predicate
                && predicate.get("runDetails") instanceof Json.Obj run
                && run.get("byproducts") instanceof Json.Array(List<Json> products)) {
            for (Json product : products) {
                if (product instanceof Json.Obj descriptor
                        && text(descriptor, "name").equals(name)
                        && descriptor.get("digest") instanceof Json.Obj digests) {
                    return Optional.of(blob(client, Digest.parse("sha256:" + digests.text("sha256"))));
                }
            }
        }
        return Optional.empty();
    }

    /// The bytes of a digest, as a node gives them; they are proven.
    static Bytes blob(ApiClient client, Digest digest) throws Failure, ApiRefusal, IOException, InterruptedException {
        Bytes content = client.blob(digest);
        if (!Digest.of(digest.algorithm(), content).equals(digest)) {
            throw new Failure(Exit.NOT_VERIFIED, "the node gave other bytes than " + digest);
        }
        return content;
    }

    /// A member as text; nothing if it is not there or is no text.
    static String text(Json.Obj object, String member) {
        return object.get(member) instanceof Json.Text(String text) ? text : "";
    }
}
