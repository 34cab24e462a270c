package io.pyrsia.server.web;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.entry.Artifact;
import io.pyrsia.ledger.entry.AuthoritySet;
import io.pyrsia.ledger.entry.Build;
import io.pyrsia.ledger.entry.BuilderVote;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Role;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.ledger.transaction.Source;
import io.pyrsia.ledger.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What a log may say, with every operation, and with texts that somebody chose to do harm.
final class SampleEntries {

    /// Runs if it ever becomes markup: the mark that it leaves is looked for.
    static final String MARKUP = "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>";

    static final String SCRIPT_ADDRESS = "javascript:window.harmed=1";

    /// Turns what follows around, so that an end looks like another one.
    static final String TURNED = "thing-\u202Egnp.jar\u0000\u200B";

    static final Purl THING = purl("pkg:maven/org.example/thing@1.0");

    private SampleEntries() {}

    static List<Content> contents() {
        return List.of(
                new Content.AddNode(
                        node(1), Role.AUTHORITY, 0, new AuthoritySet(0, List.of(node(1), node(2), node(3), node(4)))),
                new Content.AddNode(node(11), Role.BUILDER, 1_781_000_000_000L, null),
                new Content.AddNode(node(12), Role.BUILDER, 1_781_000_000_000L, null),
                new Content.AddNode(node(13), Role.REGISTRY, 0, null),
                built("pkg:maven/org.example/thing@1.0#thing-1.0.jar", Trust.VERIFIED, Sameness.E0),
                built("pkg:maven/org.example/thing@1.0#thing-1.0.pom", Trust.VERIFIED, Sameness.E0),
                observed("pkg:docker/library/alpine@3.16", "registry.example/library/alpine:3.16"),
                built("pkg:conan/zlib@1.3.1#conan_package.tgz", Trust.TRUSTED, Sameness.E2),
                built("pkg:npm/%40scope/left-pad@1.3.0#left-pad-1.3.0.tgz", Trust.UNTRUSTED, Sameness.E1),
                new Content.Disputed(
                        purl("pkg:maven/org.example/odd@2.1"),
                        "a trusted builder made something else",
                        votes(Sameness.X)),
                new Content.RemoveArtifact(
                        purl("pkg:npm/evil@6.6.6"), "the source was taken over on 2026-11-02; see incident 17"),
                new Content.RemoveNode(node(12), Role.BUILDER, "its key was found in a public image", null),
                built(
                        "pkg:maven/org.springframework.boot/spring-boot-autoconfigure-processor@4.0.0-RC2"
                                + "#spring-boot-autoconfigure-processor-4.0.0-RC2-test-fixtures-sources.jar",
                        Trust.VERIFIED,
                        Sameness.E0));
    }

    /// Each field that is free text, with something that must stay text.
    static List<Content> hostile() {
        return List.of(
                new Content.RemoveArtifact(purl("pkg:npm/" + encoded(MARKUP) + "@1"), MARKUP),
                observed("pkg:generic/" + encoded(TURNED) + "@1", SCRIPT_ADDRESS),
                new Content.Disputed(purl("pkg:npm/a@1#" + encoded("x".repeat(300))), TURNED, List.of()),
                new Content.RemoveNode(node(9), Role.BUILDER, MARKUP + "'\"&lt;" + "W".repeat(200), null));
    }

    static Content built(String file, Trust trust, Sameness other) {
        Purl purl = purl(file);
        Purl version = purl(file.replaceFirst("#.*", ""));
        Source source = new Source(
                Source.Kind.GIT,
                "https://git.example/" + version.name() + ".git",
                Digest.sha256(bytes(version.name())).value().slice(0, 20));
        Recipe recipe = new Recipe(
                version, Digest.sha256(bytes("recipe")), source, false, List.of("Ann <ann@example.org>", "Bo"));
        Dependencies needed = new Dependencies(
                Digest.sha256(bytes("needed")),
                2,
                List.of(purl("pkg:maven/org.slf4j/slf4j-api@2.0.17"), purl("pkg:maven/org.example/base@1.0")));
        Build build = new Build(
                new Id(Digest.sha256(bytes(file)).value()),
                node(8),
                recipe,
                2,
                2,
                votes(other),
                needed,
                Digest.sha256(bytes("attestations")));
        return new Content.AddArtifact(artifact(purl), trust, build);
    }

    static Content observed(String purl, String url) {
        return new Content.Observed(artifact(purl(purl)), node(13), url, 1_763_725_000_000L, false);
    }

    private static Artifact artifact(Purl purl) {
        Bytes name = bytes(purl.toString());
        return new Artifact(
                purl, Digest.sha256(name), null, 48_213, Digest.sha256(name).value(), "application/java-archive");
    }

    private static List<BuilderVote> votes(Sameness other) {
        Digest made = Digest.sha256(bytes("made"));
        return List.of(
                new BuilderVote(node(11), true, Sameness.E0, made, made),
                new BuilderVote(node(12), true, Sameness.E0, made, made),
                new BuilderVote(node(14), false, other, Digest.sha256(bytes("other")), made));
    }

    static NodeId node(int number) {
        return new NodeId(Digest.sha256(Bytes.of(number)).value());
    }

    static Purl purl(String text) {
        try {
            return Purl.parse(text);
        } catch (Malformed e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static String encoded(String text) {
        StringBuilder result = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            result.append("%%%02X".formatted(octet & 0xFF));
        }
        return result.toString();
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
