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
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;

/// Makes the ledger's answer of what a builder brought: looks that its bytes are here to stay, and signs its statement
/// of provenance, for the builder has no key.
public final class Delivery {

    private static final int MAX_LIST_BYTES = 4 << 20;
    private static final String OWNER = "build";

    private final BlobStore blobs;
    private final PrivateKey key;

    public Delivery(BlobStore blobs, PrivateKey key) {
        this.blobs = blobs;
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
        Digest attestation = keep(signed(built.statement(), raw));
        raw.forEach(digest -> blobs.pin(digest, OWNER));
        blobs.pin(built.dependencies(), OWNER);
        blobs.pin(attestation, OWNER);
        return new BuildOutcome.Built(artifacts, dependencies, attestation);
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
        String text = new String(read(list, "the list of dependencies").toArrayUnsafe(), StandardCharsets.UTF_8);
        List<Purl> purls = new ArrayList<>();
        for (String line : text.lines().toList()) {
            purls.add(Purl.parse(line));
        }
        return new Dependencies(list, purls.size(), purls.size() <= Dependencies.MAX_LISTED ? purls : List.of());
    }

    /// The statement in its envelope, if it is about what was built and about nothing else.
    private Bytes signed(Digest statement, Set<Digest> files) throws Malformed, IOException {
        Bytes payload = read(statement, "the statement of provenance");
        if (!Statement.subjects(payload).equals(files)) {
            throw new Malformed("the statement of provenance is about other files than the answer");
        }
        return Envelope.sign(payload, key).json();
    }

    private Bytes read(Digest digest, String what) throws Malformed, IOException {
        BlobReader reader = blobs.read(digest).orElseThrow(() -> new Malformed(what + " is not here yet"));
        try (InputStream in = reader.stream(0)) {
            byte[] bytes = in.readNBytes(MAX_LIST_BYTES + 1);
            if (bytes.length > MAX_LIST_BYTES) {
                throw new Malformed(what + " is larger than " + MAX_LIST_BYTES + " bytes");
            }
            return Bytes.wrap(bytes);
        }
    }

    private Digest keep(Bytes content) throws IOException {
        Digest digest = Digest.sha256(content);
        if (!blobs.contains(digest)) {
            try (BlobWriter writer = blobs.write(Expectation.of(digest, content.size()))) {
                writer.write(content.toArrayUnsafe(), 0, content.size());
                writer.commit();
            }
        }
        return digest;
    }
}
