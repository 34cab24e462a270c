package io.pyrsia.base.attestation;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;

/// An in-toto statement: something is said about files that are named by digest.
public record Statement(List<Subject> subjects, String predicateType, Json predicate) {

    /// What envelopes say that they hold.
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    /// The type of a statement about how files were built.
    public static final String PROVENANCE = "https://slsa.dev/provenance/v1";

    private static final int MAX_BYPRODUCTS = 16;
    private static final String TYPE = "https://in-toto.io/Statement/v1";

    public Statement {
        subjects = List.copyOf(subjects);
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("a statement about nothing");
        }
    }

    /// The SHA-256 of the files that a statement of SLSA provenance is about.
    public static Set<Digest> subjects(Bytes provenance) throws Malformed {
        if (!(JsonReader.read(provenance, Envelope.MAX_BYTES) instanceof Json.Obj statement)
                || !statement.text("_type").equals(TYPE)
                || !statement.text("predicateType").equals(PROVENANCE)) {
            throw new Malformed("not an in-toto statement of SLSA provenance");
        }
        Set<Digest> subjects = new TreeSet<>();
        for (Json item : statement.array("subject")) {
            if (!(item instanceof Json.Obj subject) || !(subject.get("digest") instanceof Json.Obj digests)) {
                throw new Malformed("a statement about something that has no digest");
            }
            subjects.add(Digest.parse("sha256:" + digests.text("sha256")));
        }
        return subjects;
    }

    /// The SHA-256 of what else a builder can show, as its statement of SLSA provenance says; the first few.
    public static List<Digest> byproducts(Bytes provenance) throws Malformed {
        if (!(JsonReader.read(provenance, Envelope.MAX_BYTES) instanceof Json.Obj statement)
                || !(statement.get("predicate") instanceof Json.Obj predicate)
                || !(predicate.get("runDetails") instanceof Json.Obj run)
                || !(run.get("byproducts") instanceof Json.Array listed)) {
            return List.of();
        }
        List<Digest> found = new ArrayList<>();
        for (Json item : listed.items()) {
            if (item instanceof Json.Obj file && found.size() < MAX_BYPRODUCTS) {
                found.add(Digest.parse("sha256:" + file.object("digest").text("sha256")));
            }
        }
        return found;
    }

    public Bytes bytes() {
        List<Json> about = subjects.stream()
                .map(subject ->
                        (Json) Json.object(Map.of("name", Json.of(subject.name()), "digest", subject.digestSet())))
                .toList();
        return CanonicalJson.bytes(Json.object(Map.of(
                "_type", Json.of(TYPE),
                "subject", Json.array(about),
                "predicateType", Json.of(predicateType),
                "predicate", predicate)));
    }
}
