package io.pyrsia.registry.oci;

import io.pyrsia.base.Digest;
import io.pyrsia.registry.Names;
import io.pyrsia.registry.Names.Meaning;
import io.pyrsia.registry.Names.Named;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.oci.OciError.Code;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import io.pyrsia.storage.blob.WrongBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// What was pushed to this node: tags, manifests and blobs by repository, kept until somebody deletes them.
final class Local {

    private static final int PAGE = 1_000;

    private final Registry registry;
    private final Names names;
    private final BlobStore store;

    Local(Registry registry) {
        this.registry = registry;
        this.names = registry.shared().names();
        this.store = registry.shared().store();
    }

    private Names.Key blobKey(String repository, Digest digest) {
        return registry.localKey(repository + "/blobs/" + digest);
    }

    private Names.Key manifestKey(String repository, String reference) {
        return registry.localKey(repository + "/manifests/" + reference);
    }

    private Names.Key referrerKey(String repository, Digest subject, String digest) {
        return registry.localKey(repository + "/referrers/" + subject + "/" + digest);
    }

    boolean hasBlob(String repository, Digest digest) {
        return names.find(blobKey(repository, digest)).isPresent();
    }

    void addBlob(String repository, Digest digest, Blob blob) {
        store.pin(blob.sha256(), "oci/" + repository + "/blobs");
        names.put(blobKey(repository, digest), new Meaning(digest, blob.size(), "", "", ""));
    }

    /// Gives another repository's blob to this one too.
    boolean mount(String repository, Digest digest, String from) {
        Optional<Blob> blob = hasBlob(from, digest) ? store.find(digest) : Optional.empty();
        blob.ifPresent(found -> addBlob(repository, digest, found));
        return blob.isPresent();
    }

    boolean removeBlob(String repository, Digest digest) {
        return remove(blobKey(repository, digest), digest, "oci/" + repository + "/blobs");
    }

    private boolean remove(Names.Key key, Digest digest, String owner) {
        if (names.find(key).isEmpty()) {
            return false;
        }
        names.delete(key);
        store.find(digest).ifPresent(blob -> store.unpin(blob.sha256(), owner));
        return true;
    }

    /// Keeps a manifest under its digest, and under a tag if it came with one.
    Digest addManifest(String repository, String reference, Manifest manifest, Bytes content)
            throws OciError, IOException {
        for (Digest blob : manifest.blobs()) {
            if (!hasBlob(repository, blob)) {
                throw new OciError(
                        404, Code.MANIFEST_BLOB_UNKNOWN, repository + " does not have " + blob + ": push it first");
            }
        }
        Digest digest = reference.indexOf(':') < 0 ? Digest.sha256(content) : OciPath.digest(reference);
        Blob blob = keep(content, digest);
        store.pin(blob.sha256(), "oci/" + repository + "/manifests");
        Meaning meaning = new Meaning(digest, content.size(), manifest.mediaType(), "", "");
        names.put(manifestKey(repository, digest.toString()), meaning);
        if (manifest.subject().isPresent()) {
            names.put(referrerKey(repository, manifest.subject().get(), digest.toString()), meaning);
        }
        if (reference.indexOf(':') < 0) {
            names.put(manifestKey(repository, reference), meaning);
        }
        return digest;
    }

    private Blob keep(Bytes content, Digest digest) throws OciError, IOException {
        try (BlobWriter writer = store.write(Expectation.of(digest, content.size()))) {
            writer.write(content.toArrayUnsafe(), 0, content.size());
            return writer.commit();
        } catch (WrongBytes e) {
            throw new OciError(400, Code.DIGEST_INVALID, String.valueOf(e.getMessage()));
        }
    }

    boolean removeTag(String repository, String tag) {
        Names.Key key = manifestKey(repository, tag);
        boolean isThere = names.find(key).isPresent();
        names.delete(key);
        return isThere;
    }

    /// Removes a manifest and every tag that means it.
    boolean removeManifest(String repository, Digest digest, Optional<Digest> subject) {
        for (Named row : all(registry.localKey(repository + "/manifests/"))) {
            if (row.name().indexOf(':') < 0 && row.meaning().digest().equals(digest)) {
                names.delete(manifestKey(repository, row.name()));
            }
        }
        subject.ifPresent(about -> names.delete(referrerKey(repository, about, digest.toString())));
        return remove(manifestKey(repository, digest.toString()), digest, "oci/" + repository + "/manifests");
    }

    /// Tags in their order behind `last`, at most `limit`; empty if nothing was pushed to such a repository.
    Optional<List<String>> tags(String repository, String last, int limit) {
        Names.Key prefix = registry.localKey(repository + "/manifests/");
        List<String> tags = new ArrayList<>();
        boolean isThere = !names.list(prefix, "", 1).isEmpty()
                || !names.list(registry.localKey(repository + "/blobs/"), "", 1).isEmpty();
        String from = last;
        while (tags.size() < limit) {
            List<Named> page = names.list(prefix, from, PAGE);
            for (Named row : page) {
                if (row.name().indexOf(':') < 0 && tags.size() < limit) {
                    tags.add(row.name());
                }
            }
            if (page.size() < PAGE) {
                break;
            }
            from = page.getLast().name();
        }
        return isThere ? Optional.of(tags) : Optional.empty();
    }

    /// The manifests that are statements about another one, whether or not that one is there.
    List<Named> referrers(String repository, Digest subject) {
        return all(referrerKey(repository, subject, ""));
    }

    private List<Named> all(Names.Key prefix) {
        List<Named> rows = new ArrayList<>();
        List<Named> page = names.list(prefix, "", PAGE);
        rows.addAll(page);
        while (page.size() == PAGE && rows.size() < 100 * PAGE) {
            page = names.list(prefix, page.getLast().name(), PAGE);
            rows.addAll(page);
        }
        return rows;
    }
}
