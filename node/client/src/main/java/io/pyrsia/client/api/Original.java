package io.pyrsia.client.api;

import io.pyrsia.client.json.About;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the original Pyrsia's clients send and read, member for member.
public final class Original {

    private Original() {}

    @About("Who the node is and how many others it is connected to.")
    public record Status(int peersCount, String peerId, List<String> peerAddrs) {}

    @About("Makes the asked node, an authority, vouch for a builder.")
    public record AuthorizedNode(String peerId) {}

    @About("A version to build: a docker image or a maven GAV; the original's client sends both to one address.")
    public record BuildRequest(
            @Nullable String image, @Nullable String gav) {}

    @About("The build that was started, or why none is needed.")
    public record BuildAnswer(
            @Nullable String buildId, @Nullable String message) {}

    @About("Asks what became of a build.")
    public record BuildQuestion(String buildId) {}

    @About("Asks what the log has about a docker image or a maven GAV.")
    public record Inspection(
            @Nullable String image,
            @Nullable String gav,
            @Nullable Output outputParams) {}

    @About("How the entries are written; without it as JSON with all fields.")
    public record Output(@Nullable Format format, @Nullable Content content) {}

    /// How entries are written.
    public enum Format {
        JSON,
        CSV
    }

    @About("Which fields, in this order.")
    public record Content(List<Field> fields) {}

    /// The fields of an entry, as the original's requests spell them.
    public enum Field {
        Id,
        PackageType,
        PackageSpecificId,
        NumArtifacts,
        PackageSpecificArtifactId,
        ArtifactHash,
        SourceHash,
        ArtifactId,
        SourceId,
        Timestamp,
        Operation,
        NodeId,
        NodePublicKey
    }
}
