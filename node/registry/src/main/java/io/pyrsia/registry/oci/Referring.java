package io.pyrsia.registry.oci;

import io.pyrsia.base.Digest;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.registry.Attestations;
import io.pyrsia.registry.Attestations.Attestation;
import io.pyrsia.registry.Content;
import io.pyrsia.registry.Names;
import io.pyrsia.registry.Names.Meaning;
import io.pyrsia.registry.Registry;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Shows attestations of published files as OCI artifacts: manifests with one layer, the envelope, and the file
/// as their subject. They are the same in each repository, because a file is named by its digest alone.
final class Referring {

    /// The kind of artifact, by which tools ask for attestations.
    private static final String ATTESTATION = "application/vnd.in-toto+json";

    private static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final Bytes NO_CONFIG = Bytes.wrap("{}".getBytes(StandardCharsets.UTF_8));
    private static final String KEPT = "\1attestations";

    private final Attestations attestations;
    private final Names names;
    private final BlobStore store;

    Referring(Registry registry, Attestations attestations) {
        this.attestations = attestations;
        this.names = registry.shared().names();
        this.store = registry.shared().store();
    }

    /// Descriptors of what refers to a file; from then on, what they name can be had.
    List<Json> to(Digest file) throws IOException {
        List<Json> descriptors = new ArrayList<>();
        for (Attestation attestation : attestations.about(file)) {
            keep(NO_CONFIG, EMPTY);
            remember(attestation.envelope(), attestation.size(), ENVELOPE);
            Bytes manifest = CanonicalJson.bytes(manifest(attestation));
            descriptors.add(Json.object(Map.of(
                    "mediaType", Json.of(Manifest.IMAGE),
                    "digest", Json.of(keep(manifest, Manifest.IMAGE).toString()),
                    "size", Json.of(manifest.size()),
                    "artifactType", Json.of(ATTESTATION),
                    "annotations", annotations(attestation))));
        }
        return descriptors;
    }

    /// The bytes of what a descriptor names, and of what that consists of; empty for all else.
    Optional<Manifests.Whole> manifest(Digest digest) throws IOException {
        Optional<Meaning> kept =
                names.find(key(digest)).filter(row -> row.mediaType().equals(Manifest.IMAGE));
        Optional<BlobReader> found = kept.isEmpty() ? Optional.empty() : store.read(digest);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (BlobReader reader = found.get()) {
            Bytes content = Bytes.wrap(reader.stream(0).readNBytes((int) Oci.MAX_MANIFEST_BYTES));
            return Optional.of(new Manifests.Whole(digest, Manifest.IMAGE, content));
        }
    }

    Optional<Content> blob(Digest digest) throws IOException {
        Optional<Meaning> kept = names.find(key(digest));
        Optional<BlobReader> found = kept.isEmpty() ? Optional.empty() : store.read(digest);
        return found.map(reader -> new Content(reader, kept.orElseThrow().size()));
    }

    private static Json.Obj manifest(Attestation attestation) {
        return Json.object(Map.of(
                "schemaVersion", Json.of(2),
                "mediaType", Json.of(Manifest.IMAGE),
                "artifactType", Json.of(ATTESTATION),
                "config", descriptor(EMPTY, Digest.sha256(NO_CONFIG), NO_CONFIG.size()),
                "layers", Json.array(List.of(descriptor(ENVELOPE, attestation.envelope(), attestation.size()))),
                "subject",
                        descriptor(
                                attestation.file().mediaType(),
                                attestation.file().sha256(),
                                attestation.file().size()),
                "annotations", annotations(attestation)));
    }

    private static Json.Obj annotations(Attestation attestation) {
        return Json.object(Map.of(
                "in-toto.io/predicate-type", Json.of(attestation.predicateType()),
                "io.pyrsia.log.index", Json.of(Long.toString(attestation.index())),
                "io.pyrsia.signer", Json.of("ed25519:" + attestation.signer())));
    }

    private static Json.Obj descriptor(String mediaType, Digest digest, long size) {
        return Json.object(
                Map.of("mediaType", Json.of(mediaType), "digest", Json.of(digest.toString()), "size", Json.of(size)));
    }

    private Digest keep(Bytes content, String mediaType) throws IOException {
        Digest digest = Digest.sha256(content);
        if (!store.contains(digest)) {
            try (BlobWriter writer = store.write(Expectation.of(digest, content.size()))) {
                writer.write(content.toArrayUnsafe(), 0, content.size());
                writer.commit();
            }
        }
        remember(digest, content.size(), mediaType);
        return digest;
    }

    private void remember(Digest digest, long size, String mediaType) {
        if (names.find(key(digest)).isEmpty()) {
            names.put(key(digest), new Meaning(digest, size, mediaType, "", ""));
        }
    }

    private static Names.Key key(Digest digest) {
        return new Names.Key("oci", KEPT, digest.toString());
    }
}
