package io.pyrsia.bench.log;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.entry.Artifact;
import io.pyrsia.ledger.entry.Build;
import io.pyrsia.ledger.entry.BuilderVote;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.ledger.transaction.Source;
import io.pyrsia.ledger.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;

/// Made-up entries by number, always the same: half of them observations, half builds with three dependencies, of
/// packages that have ten versions each.
final class Catalogue {

    private static final int VERSIONS = 10;
    private static final int AUTHORS = 5_000;
    private static final int BUILDERS = 40;
    private static final long BEGIN_MS = 1_700_000_000_000L;
    private static final long STEP_MS = 1_000;

    private final int packages;

    Catalogue(int entries) {
        packages = entries / VERSIONS;
    }

    long timeMs(long number) {
        return BEGIN_MS + number * STEP_MS;
    }

    String packageName(long number) {
        long id = Math.floorMod(number, packages);
        return "pkg:maven/org.example.team" + id % 977 + "/library-" + id;
    }

    String digest(long number) {
        return digest("file", number).toString();
    }

    String author(long number) {
        return "Author Number " + Math.floorMod(number, AUTHORS);
    }

    String builder(long number) {
        return node("builder", Math.floorMod(number, BUILDERS)).toString();
    }

    Entry entry(long number) {
        String version = packageName(number * 7) + "@1." + number / packages;
        Artifact artifact = new Artifact(
                purl(version + "#library.jar"),
                digest("file", number),
                null,
                number * 31,
                digest("pieces", number).value(),
                "application/java-archive");
        Content content = number % 2 == 0
                ? new Content.Observed(
                        artifact, node("registry", number % 3), "https://repository.example/" + number, 1, false)
                : new Content.AddArtifact(artifact, Trust.VERIFIED, build(number, purl(version)));
        return new Entry(id(number) + ".0", timeMs(number), number / 50, content);
    }

    private Build build(long number, Purl version) {
        Source source = new Source(
                Source.Kind.ARCHIVE,
                "https://source.example/" + number + ".zip",
                digest("source", number).value());
        Recipe recipe = new Recipe(
                version, digest("recipe", number), source, false, List.of(author(number), author(number * 3 + 1)));
        return new Build(
                new Id(id(number)),
                node("requester", number % 100),
                recipe,
                1,
                4,
                votes(number),
                new Dependencies(digest("list", number), 3, needed(number)),
                digest("attestations", number));
    }

    private List<Purl> needed(long number) {
        TreeSet<Purl> needed = new TreeSet<>();
        for (long i = 1; needed.size() < 3; i++) {
            needed.add(purl(packageName(number * 13 + i * i) + "@1.0"));
        }
        return List.copyOf(needed);
    }

    private List<BuilderVote> votes(long number) {
        return IntStream.range(0, 4)
                .mapToObj(seat -> new BuilderVote(
                        node("builder", (number + seat * 7L) % BUILDERS),
                        seat < 2,
                        Sameness.E0,
                        digest("file", number),
                        digest("attestation" + seat, number)))
                .toList();
    }

    private static Bytes id(long number) {
        return digest("request", number).value();
    }

    private static NodeId node(String kind, long number) {
        return new NodeId(digest(kind, number).value());
    }

    private static Digest digest(String kind, long number) {
        return Digest.sha256(
                Bytes.concatenate(Bytes.wrap(kind.getBytes(StandardCharsets.US_ASCII)), Bytes.ofUnsignedLong(number)));
    }

    private static Purl purl(String text) {
        try {
            return Purl.parse(text);
        } catch (Malformed e) {
            throw new IllegalStateException(text, e);
        }
    }
}
