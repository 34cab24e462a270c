package io.pyrsia.registry.oci;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Digest;
import io.pyrsia.registry.PushRight;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Watch;
import io.pyrsia.registry.oci.OciError.Code;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobStoreFull;
import io.pyrsia.storage.blob.Expectation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Everything that changes a repository: uploads, mounts, manifests, deletions.
final class PushApi {

    private static final HeaderName SUBJECT = HeaderNames.create("OCI-Subject");
    private static final HeaderName UPLOAD_ID = HeaderNames.create("Docker-Upload-UUID");
    private static final Duration SLOWEST = Duration.ofSeconds(60);

    private final Registry registry;
    private final PushRight right;
    private final Local local;
    private final Manifests manifests;
    private final Uploads uploads;

    PushApi(Registry registry, PushRight right, Local local, Manifests manifests) {
        this.registry = registry;
        this.right = right;
        this.local = local;
        this.manifests = manifests;
        this.uploads = new Uploads(registry.shared().store(), registry.shared().clock());
    }

    /// Lets only those go on who may change this repository.
    private void admit(ServerRequest request, ServerResponse response, String repository) throws OciError {
        if (!right.isProven(request.headers().first(HeaderNames.AUTHORIZATION))) {
            Tokens.challenge(request, response);
            throw new OciError(401, Code.UNAUTHORIZED, "pushing needs this node's push token as the password");
        }
        if (!registry.settings().isLocal(repository)) {
            throw new OciError(
                    403,
                    Code.DENIED,
                    repository + " is not this node's own; what can be pushed to is named by registry.oci.local");
        }
    }

    void upload(ServerRequest request, ServerResponse response, OciPath.Uploads path) throws OciError, IOException {
        require(request, "POST");
        admit(request, response, path.repository());
        Optional<String> mount = request.query().first("mount").asOptional();
        Optional<String> from = request.query().first("from").asOptional();
        if (mount.isPresent() && from.isPresent() && OciName.isRepository(from.get())) {
            Digest digest = OciPath.digest(mount.get());
            if (local.mount(path.repository(), digest, from.get())) {
                created(response, path.repository(), digest);
                return;
            }
        }
        Optional<String> digest = request.query().first("digest").asOptional();
        if (digest.isPresent()) {
            Digest expected = OciPath.digest(digest.get());
            Uploads.Upload upload = uploads.begin(path.repository(), Expectation.of(expected));
            finish(request, response, upload, expected);
        } else {
            Uploads.Upload upload = uploads.begin(path.repository(), Expectation.nothing());
            accepted(response, upload, 0, 202);
        }
    }

    void upload(ServerRequest request, ServerResponse response, OciPath.Upload path) throws OciError, IOException {
        admit(request, response, path.repository());
        Uploads.Upload upload = uploads.find(path.repository(), path.id());
        switch (request.prologue().method().text()) {
            case "GET" -> accepted(response, upload, uploads.written(upload), 204);
            case "PATCH" -> patch(request, response, upload);
            case "PUT" -> {
                String digest = request.query()
                        .first("digest")
                        .asOptional()
                        .orElseThrow(() -> new OciError(400, Code.DIGEST_INVALID, "'digest' is missing"));
                finish(request, response, upload, OciPath.digest(digest));
            }
            case "DELETE" -> {
                uploads.cancel(upload);
                response.status(Status.NO_CONTENT_204).send();
            }
            default -> throw unsupported();
        }
    }

    private void patch(ServerRequest request, ServerResponse response, Uploads.Upload upload)
            throws OciError, IOException {
        try {
            accepted(response, upload, append(request, upload), 202);
        } catch (OciError e) {
            if (e.status() == 416) {
                location(response, upload, uploads.written(upload));
            }
            throw e;
        }
    }

    private void finish(ServerRequest request, ServerResponse response, Uploads.Upload upload, Digest digest)
            throws OciError, IOException {
        append(request, upload);
        Blob blob = uploads.finish(upload, digest);
        local.addBlob(upload.repository, digest, blob);
        created(response, upload.repository, digest);
    }

    private long append(ServerRequest request, Uploads.Upload upload) throws OciError, IOException {
        try (Watch.Step step = registry.shared().watch().begin(SLOWEST);
                InputStream body = request.content().inputStream()) {
            return uploads.append(upload, start(request), body, step::moved);
        } catch (BlobStoreFull e) {
            throw new OciError(413, Code.SIZE_INVALID, String.valueOf(e.getMessage()));
        }
    }

    /// Where a part begins, as `Content-Range: 0-99` says; -1 if nothing does.
    private static long start(ServerRequest request) throws OciError {
        String range = request.headers().first(HeaderNames.CONTENT_RANGE).orElse("");
        if (range.isEmpty()) {
            return -1;
        }
        if (!range.matches("(bytes )?\\d{1,18}-\\d{1,18}(/.*)?")) {
            throw new OciError(416, Code.BLOB_UPLOAD_INVALID, "a part's range is START-END");
        }
        String numbers = range.startsWith("bytes ") ? range.substring(6) : range;
        return Long.parseLong(numbers.substring(0, numbers.indexOf('-')));
    }

    private static void accepted(ServerResponse response, Uploads.Upload upload, long written, int status) {
        location(response, upload, written);
        response.status(Status.create(status)).header(UPLOAD_ID, upload.id).send();
    }

    private static void location(ServerResponse response, Uploads.Upload upload, long written) {
        response.header(HeaderNames.LOCATION, "/v2/" + upload.repository + "/blobs/uploads/" + upload.id)
                .header(HeaderNames.RANGE, "0-" + Math.max(0, written - 1));
    }

    private static void created(ServerResponse response, String repository, Digest digest) {
        response.status(Status.CREATED_201)
                .header(HeaderNames.LOCATION, "/v2/" + repository + "/blobs/" + digest)
                .header(OciService.DIGEST, digest.toString())
                .send();
    }

    void deleteBlob(ServerRequest request, ServerResponse response, OciPath.BlobOf path) throws OciError {
        require(request, "DELETE");
        admit(request, response, path.repository());
        if (!local.removeBlob(path.repository(), path.digest())) {
            throw new OciError(404, Code.BLOB_UNKNOWN, path.repository() + " does not have " + path.digest());
        }
        response.status(Status.ACCEPTED_202).send();
    }

    void manifest(ServerRequest request, ServerResponse response, OciPath.Manifest path) throws OciError, IOException {
        admit(request, response, path.repository());
        if (request.prologue().method().text().equals("DELETE")) {
            delete(path);
            response.status(Status.ACCEPTED_202).send();
            return;
        }
        require(request, "PUT");
        Bytes content = body(request);
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        Manifest manifest = Manifest.parse(content, type);
        if (!type.isEmpty() && !type.equals(manifest.mediaType())) {
            throw new OciError(
                    400,
                    Code.MANIFEST_INVALID,
                    "the manifest is " + manifest.mediaType() + ", the header says " + type);
        }
        Digest digest = local.addManifest(path.repository(), path.reference(), manifest, content);
        manifest.subject().ifPresent(subject -> response.header(SUBJECT, subject.toString()));
        response.status(Status.CREATED_201)
                .header(HeaderNames.LOCATION, "/v2/" + path.repository() + "/manifests/" + digest)
                .header(OciService.DIGEST, digest.toString())
                .send();
    }

    private Bytes body(ServerRequest request) throws OciError, IOException {
        try (Watch.Step _ = registry.shared().watch().begin(SLOWEST);
                InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes((int) Oci.MAX_MANIFEST_BYTES + 1);
            if (body.length > Oci.MAX_MANIFEST_BYTES) {
                throw new OciError(
                        413, Code.SIZE_INVALID, "a manifest has at most " + Oci.MAX_MANIFEST_BYTES + " bytes");
            }
            return Bytes.wrap(body);
        }
    }

    private void delete(OciPath.Manifest path) throws OciError {
        boolean isRemoved;
        if (path.isDigest()) {
            Digest digest = OciPath.digest(path.reference());
            Manifests.Whole whole = manifests.get(Oci.manifest("", path.repository(), path.reference()));
            Optional<Digest> subject =
                    Manifest.parse(whole.content(), whole.mediaType()).subject();
            isRemoved = local.removeManifest(path.repository(), digest, subject);
        } else {
            isRemoved = local.removeTag(path.repository(), path.reference());
        }
        if (!isRemoved) {
            throw new OciError(404, Code.MANIFEST_UNKNOWN, path.repository() + " does not have " + path.reference());
        }
    }

    private static void require(ServerRequest request, String method) throws OciError {
        if (!request.prologue().method().text().equals(method)) {
            throw unsupported();
        }
    }

    private static OciError unsupported() {
        return new OciError(405, Code.UNSUPPORTED, "this cannot be done here");
    }
}
