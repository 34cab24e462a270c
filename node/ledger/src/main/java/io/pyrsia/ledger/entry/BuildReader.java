package io.pyrsia.ledger.entry;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Hex;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.ledger.transaction.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.tuweni.bytes.Bytes;

/// The build in an entry, from JSON that nobody vouches for.
final class BuildReader {

    private static final int SHA1_BYTES = 20;
    private static final int SHA256_BYTES = 32;

    private BuildReader() {}

    static Build read(Json.Obj object) throws Malformed {
        return new Build(
                Id.parse(object.text("request")),
                NodeId.parse(object.text("node_id")),
                recipe(object),
                count(object, "num_artifacts"),
                count(object, "quorum"),
                votes(object),
                dependencies(object.object("dependencies")),
                Digest.parse(object.text("attestations")));
    }

    private static Recipe recipe(Json.Obj object) throws Malformed {
        List<String> authors = new ArrayList<>();
        for (Json author : object.array("authors")) {
            authors.add(EntryReader.text(author));
        }
        return new Recipe(
                Purl.parse(object.text("purl")),
                Digest.parse(object.text("recipe")),
                source(object),
                EntryReader.flag(object, "high_value"),
                authors);
    }

    private static Source source(Json.Obj object) throws Malformed {
        Source.Kind kind = EntryReader.constant(
                List.of(Source.Kind.ARCHIVE, Source.Kind.GIT, Source.Kind.REGISTRY),
                object.text("source_kind").toUpperCase(Locale.ROOT));
        String checksum = object.text("source_hash");
        String digits = checksum.substring(checksum.indexOf(':') + 1);
        Bytes value = Hex.decode(digits, digits.length() == 2 * SHA1_BYTES ? SHA1_BYTES : SHA256_BYTES);
        return new Source(kind, object.text("source_id"), value);
    }

    private static Dependencies dependencies(Json.Obj object) throws Malformed {
        List<Purl> listed = new ArrayList<>();
        for (Json purl : object.array("listed")) {
            listed.add(Purl.parse(EntryReader.text(purl)));
        }
        return new Dependencies(Digest.parse(object.text("digest")), EntryReader.natural(object, "count"), listed);
    }

    static List<BuilderVote> votes(Json.Obj object) throws Malformed {
        List<BuilderVote> votes = new ArrayList<>();
        for (Json vote : object.array("builders")) {
            if (!(vote instanceof Json.Obj members)) {
                throw new Malformed("a builder's vote is an object");
            }
            votes.add(new BuilderVote(
                    NodeId.parse(members.text("node_id")),
                    EntryReader.flag(members, "trusted"),
                    EntryReader.constant(Sameness.ORDER, members.text("sameness")),
                    Digest.parse(members.text("artifact_hash")),
                    Digest.parse(members.text("attestation"))));
        }
        return votes;
    }

    private static int count(Json.Obj object, String name) throws Malformed {
        long count = EntryReader.natural(object, name);
        if (count > Integer.MAX_VALUE) {
            throw new Malformed("'" + name + "' is too large");
        }
        return (int) count;
    }
}
