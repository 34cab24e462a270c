package io.pyrsia.server.build;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.base.attestation.Envelope;
import io.pyrsia.base.attestation.Statement;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.BuiltArtifact;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Forms;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;

/// Makes the ledger's answer of what a builder brought: looks that its bytes are here to stay, and signs its statement
/// of provenance, for the builder has no key.
public final class Delivery {

    private static final long MAX_BYPRODUCT_BYTES = 8 << 20;
    private static final String OWNER = "build";

    private final BlobStore blobs;
    private final SmallBlobs small;
    private final PrivateKey key;

    public Delivery(BlobStore blobs, PrivateKey key) {
        this.blobs = blobs;
        this.small = new SmallBlobs(blobs);
        this.key = key;
    }

    public BuildOutcome outcome(BuildAnswer answer) throws Malformed, IOException {
        BuildOutcome outcome =
                switch (answer) {
                    case BuildAnswer.Built built -> built(built);
                    case BuildAnswer.CannotBuild failure ->
                        new BuildOutcome.CannotBuild(
                                bounded(failure.reason(), BuildOutcome.MAX_REASON_BYTES, "a reason"));
                };
        // Whoever reads the answer in a block is as strict.
        return Fields.decode(BuildOutcome.CODEC, Fields.encode(BuildOutcome.CODEC, outcome));
    }

    private BuildOutcome.Built built(BuildAnswer.Built built) throws Malformed, IOException {
        if (built.files().size() > BuildOutcome.MAX_ARTIFACTS) {
            throw new Malformed("a build has at most " + BuildOutcome.MAX_ARTIFACTS + " files");
        }
        List<BuiltArtifact> artifacts = new ArrayList<>();
        Set<Digest> raw = new TreeSet<>();
        for (BuildAnswer.File file : built.files()) {
            BuiltArtifact artifact = artifact(file);
            artifacts.add(artifact);
            raw.add(file.forms().getFirst());
        }
        artifacts.sort(null);
        Dependencies dependencies = dependencies(built.dependencies());
        Bytes statement = statement(built.statement(), raw);
        Bytes envelope = Envelope.sign(statement, key).json();
        Digest attestation = small.keep(envelope);
        raw.forEach(digest -> blobs.pin(digest, OWNER));
        blobs.pin(built.dependencies(), OWNER);
        blobs.pin(attestation, OWNER);
        pinByproducts(statement);
        BuildOutcome.Built outcome = new BuildOutcome.Built(artifacts, dependencies, attestation);
        boolean fits = Fields.encode(BuildOutcome.CODEC, outcome).size() <= BuildOutcome.MAX_BYTES;
        return fits ? outcome : new BuildOutcome.Built(artifacts, dependencies.withoutList(), attestation);
    }

    private BuiltArtifact artifact(BuildAnswer.File file) throws Malformed {
        if (file.forms().size() != Forms.RUNGS
                || file.forms().stream().anyMatch(form -> form.algorithm() != Digest.Algorithm.SHA256)) {
            throw new Malformed("'" + file.path() + "' needs " + Forms.RUNGS + " digests by SHA-256");
        }
        Blob blob = blobs.find(file.forms().getFirst())
                .orElseThrow(() -> new Malformed("the bytes of '" + file.path() + "' are not here yet"));
        Forms forms = new Forms(file.forms().stream().map(Digest::value).toList());
        return new BuiltArtifact(
                bounded(file.path(), BuiltArtifact.MAX_PATH_BYTES, "a path"),
                forms,
                blob.sha512(),
                blob.size(),
                blob.pieceRoot(),
                bounded(file.mediaType(), BuiltArtifact.MAX_MEDIA_TYPE_BYTES, "a media type"));
    }

    private static String bounded(String text, int limit, String what) throws Malformed {
        if (text.getBytes(StandardCharsets.UTF_8).length > limit) {
            throw new Malformed(what + " has at most " + limit + " bytes");
        }
        return text;
    }

    private Dependencies dependencies(Digest list) throws Malformed, IOException {
        String text = new String(small.read(list, "the list of dependencies").toArrayUnsafe(), StandardCharsets.UTF_8);
        List<Purl> purls = new ArrayList<>();
        for (String line : text.lines().toList()) {
            purls.add(Purl.parse(line));
        }
        return new Dependencies(list, purls.size(), purls.size() <= Dependencies.MAX_LISTED ? purls : List.of());
    }

    /// The statement, if it is about what was built and about nothing else.
    private Bytes statement(Digest statement, Set<Digest> files) throws Malformed, IOException {
        Bytes payload = small.read(statement, "the statement of provenance");
        if (!Statement.subjects(payload).equals(files)) {
            throw new Malformed("the statement of provenance is about other files than the answer");
        }
        return payload;
    }

    /// The log, the bill of materials and the comparison stay as long as the files that they explain, as far as
    /// they are here and there is room: what is large goes when room is needed.
    private void pinByproducts(Bytes statement) throws Malformed {
        long room = MAX_BYPRODUCT_BYTES;
        for (Digest digest : Statement.byproducts(statement)) {
            long size = blobs.find(digest).map(Blob::size).orElse(Long.MAX_VALUE);
            if (size <= room) {
                room -= size;
                blobs.pin(digest, OWNER);
            }
        }
    }
}
