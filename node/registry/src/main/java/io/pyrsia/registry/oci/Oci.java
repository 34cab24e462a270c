package io.pyrsia.registry.oci;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.registry.Ecosystem;
import io.pyrsia.registry.Item;
import java.util.List;
import java.util.Optional;

/// How images are named, asked for, and called in the log.
public final class Oci implements Ecosystem {

    /// The registry that package URLs of type docker mean if they name none.
    private static final String USUAL_REGISTRY = "docker.io";
    private static final String MANIFESTS = "/manifests/";

    private static final List<Header> ACCEPT_MANIFESTS =
            List.of(new Header("Accept", String.join(", ", Manifest.TYPES)));

    static final long MAX_MANIFEST_BYTES = 4 << 20;
    static final long MAX_BLOB_BYTES = 1L << 40;

    static Item manifest(String registry, String repository, String reference) throws OciError {
        String path = repository + MANIFESTS + reference;
        return reference.indexOf(':') < 0
                ? Item.moving(registry, repository, path, MAX_MANIFEST_BYTES)
                : Item.content(registry, repository, path, OciPath.digest(reference), MAX_MANIFEST_BYTES);
    }

    static Item blob(String registry, String repository, Digest digest) {
        return Item.content(registry, repository, repository + "/blobs/" + digest, digest, MAX_BLOB_BYTES);
    }

    @Override
    public String name() {
        return "oci";
    }

    @Override
    public Question question(Item item, Optional<Digest> known) {
        int at = item.path().lastIndexOf(MANIFESTS);
        if (at < 0) {
            return new Question("/v2/" + item.path(), List.of());
        }
        String path = known.map(digest -> item.path().substring(0, at) + MANIFESTS + digest)
                .orElse(item.path());
        return new Question("/v2/" + path, ACCEPT_MANIFESTS);
    }

    @Override
    public Told told(Item item, Head head) throws Malformed {
        Optional<String> digest = head.apply("docker-content-digest");
        return new Told(
                digest.isPresent() ? Optional.of(Digest.parse(digest.get())) : Optional.empty(),
                head.apply("content-type").orElse(""));
    }

    /// `pkg:docker/library/alpine@3.16`; other registries than the usual one are named by `repository_url`.
    @Override
    public Optional<Purl> purl(String registry, Item item) {
        int at = item.path().lastIndexOf(MANIFESTS);
        if (at < 0 || item.digest().isPresent()) {
            return Optional.empty();
        }
        String tag = item.path().substring(at + MANIFESTS.length());
        String where = registry.isEmpty() || registry.equals(USUAL_REGISTRY) ? "" : "?repository_url=" + registry;
        try {
            return Optional.of(Purl.parse("pkg:docker/" + item.pack() + "@" + tag + where));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
