package io.pyrsia.ledger.entry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Source;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An entry as JSON: the members of schema `entry-1`.
final class EntryWriter {

    private final TreeMap<String, Json> members = new TreeMap<>();

    private EntryWriter() {}

    static Json.Obj json(Entry entry) {
        EntryWriter writer = new EntryWriter();
        writer.put("v", Entry.VERSION);
        writer.put("id", entry.id());
        writer.put("timestamp", entry.timestampMs());
        writer.put("height", entry.height());
        writer.put("operation", entry.content().operation());
        writer.putContent(entry.content());
        return Json.object(writer.members);
    }

    private void putContent(Content content) {
        switch (content) {
            case Content.AddArtifact add -> {
                putArtifact(add.artifact());
                put("trust", add.trust().name());
                putBuild(add.build());
            }
            case Content.Observed observed -> {
                putArtifact(observed.artifact());
                put("trust", "TRUSTED");
                put("num_artifacts", 1);
                put("node_id", observed.registry().toString());
                put("source_id", observed.url());
                put("observed_at", observed.observedAtMs());
                members.put("moving", Json.of(observed.isMoving()));
            }
            case Content.RemoveArtifact remove -> {
                putName(remove.purl());
                put("trust", "REMOVED");
                put("reason", remove.reason());
            }
            case Content.Disputed disputed -> {
                putName(disputed.purl());
                put("trust", "DISPUTED");
                put("reason", disputed.reason());
                members.put("builders", votes(disputed.votes()));
            }
            case Content.AddNode add -> {
                putNode(add.node(), add.role(), add.authorities());
                if (add.role() == Role.BUILDER) {
                    put("certified_until", add.certifiedUntilMs());
                }
            }
            case Content.RemoveNode remove -> {
                putNode(remove.node(), remove.role(), remove.authorities());
                put("reason", remove.reason());
            }
            case Content.Recovered recovered -> {
                put("document", recovered.document().toString());
                put("epoch", recovered.authorities().epoch());
                members.put("authorities", nodes(recovered.authorities().nodes()));
                members.put("removed", nodes(recovered.removed()));
                members.put("survivors", nodes(recovered.survivors()));
                put("reason", recovered.reason());
            }
        }
    }

    private void putName(Purl purl) {
        put("purl", PackageNames.version(purl));
        put("artifact_id", purl.toString());
        put("package_type", purl.type());
        put("package_specific_id", PackageNames.specificId(purl));
        put("package_specific_artifact_id", PackageNames.specificArtifactId(purl));
    }

    private void putArtifact(Artifact artifact) {
        putName(artifact.purl());
        put("artifact_hash", artifact.sha256().toString());
        TreeMap<String, Json> digests = new TreeMap<>();
        digests.put("sha256", Json.of(artifact.sha256().hex()));
        Digest sha512 = artifact.sha512();
        if (sha512 != null) {
            digests.put("sha512", Json.of(sha512.hex()));
        }
        members.put("digests", Json.object(digests));
        put("size", artifact.size());
        put("piece_root", artifact.pieceRoot().toUnprefixedHexString());
        put("media_type", artifact.mediaType());
    }

    private void putBuild(Build build) {
        Source source = build.recipe().source();
        put("request", build.request().toString());
        put("node_id", build.requester().toString());
        put("num_artifacts", build.artifacts());
        put("source_id", source.url());
        put("source_hash", source.checksumText());
        put("source_kind", source.kind().name().toLowerCase(Locale.ROOT));
        put("recipe", build.recipe().digest().toString());
        members.put("high_value", Json.of(build.recipe().highValue()));
        members.put(
                "authors",
                Json.array(build.recipe().authors().stream().map(Json::of).toList()));
        put("quorum", build.quorum());
        members.put("builders", votes(build.votes()));
        members.put("dependencies", dependencies(build.dependencies()));
        put("attestations", build.attestations().toString());
    }

    private static Json dependencies(Dependencies dependencies) {
        TreeMap<String, Json> object = new TreeMap<>();
        object.put("digest", Json.of(dependencies.digest().toString()));
        object.put("count", Json.of(dependencies.count()));
        object.put(
                "listed",
                Json.array(dependencies.listed().stream()
                        .map(Purl::toString)
                        .map(Json::of)
                        .toList()));
        return Json.object(object);
    }

    private static Json votes(List<BuilderVote> votes) {
        return Json.array(votes.stream().map(EntryWriter::vote).toList());
    }

    private static Json vote(BuilderVote vote) {
        TreeMap<String, Json> object = new TreeMap<>();
        object.put("node_id", Json.of(vote.node().toString()));
        object.put("trusted", Json.of(vote.isTrusted()));
        object.put("sameness", Json.of(vote.sameness().name()));
        object.put("artifact_hash", Json.of(vote.sha256().toString()));
        object.put("attestation", Json.of(vote.attestation().toString()));
        return Json.object(object);
    }

    private void putNode(NodeId node, Role role, @Nullable AuthoritySet authorities) {
        put("node_id", node.toString());
        put("node_public_key", "ed25519:" + node);
        put("role", role.label());
        if (authorities != null) {
            put("epoch", authorities.epoch());
            members.put("authorities", nodes(authorities.nodes()));
        }
    }

    private static Json nodes(List<NodeId> nodes) {
        return Json.array(nodes.stream().map(NodeId::toString).map(Json::of).toList());
    }

    private void put(String name, String text) {
        members.put(name, Json.of(text));
    }

    private void put(String name, long number) {
        members.put(name, Json.of(number));
    }
}
