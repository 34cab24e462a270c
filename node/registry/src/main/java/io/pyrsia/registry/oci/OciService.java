package io.pyrsia.registry.oci;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Digest;
import io.pyrsia.registry.Attestations;
import io.pyrsia.registry.Content;
import io.pyrsia.registry.Found;
import io.pyrsia.registry.Item;
import io.pyrsia.registry.PushRight;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Served;
import io.pyrsia.registry.http.Bodies;
import io.pyrsia.registry.oci.OciError.Code;
import io.pyrsia.registry.oci.OciPath.Base;
import io.pyrsia.registry.oci.OciPath.BlobOf;
import io.pyrsia.registry.oci.OciPath.Referrers;
import io.pyrsia.registry.oci.OciPath.Tags;
import io.pyrsia.registry.oci.OciPath.Token;
import io.pyrsia.registry.oci.OciPath.Upload;
import io.pyrsia.registry.oci.OciPath.Uploads;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/// The OCI distribution API: mounted at `/v2`, it answers what docker, containerd, crane and their like ask.
///
///     routing.register("/v2", new OciService(registry, right, attestations))
public final class OciService implements HttpService {

    static final HeaderName DIGEST = HeaderNames.create("Docker-Content-Digest");
    private static final Header VERSION = HeaderValues.create("Docker-Distribution-Api-Version", "registry/2.0");
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header FOR_EVER =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");
    private static final String BYTES = "application/octet-stream";
    private static final Pattern REGISTRY = Pattern.compile("[a-zA-Z0-9.:-]{0,128}");

    private final Registry registry;
    private final Manifests manifests;
    private final Bodies bodies;
    private final PushApi push;
    private final Lists lists;
    private final Referring referring;

    public OciService(Registry registry, PushRight right, Attestations attestations) {
        this.registry = registry;
        this.manifests = new Manifests(registry);
        this.bodies = new Bodies(registry.shared().watch());
        Local local = new Local(registry);
        this.push = new PushApi(registry, right, local, manifests);
        this.referring = new Referring(registry, attestations);
        this.lists = new Lists(registry, local, manifests, referring);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/", this::answer).any("/*", this::answer);
    }

    private void answer(ServerRequest request, ServerResponse response) {
        response.header(VERSION);
        try {
            OciPath path = OciPath.parse(request.prologue().uriPath().rawPath().substring("/v2".length()));
            switch (path) {
                case Base ignored -> base(request, response);
                case Token ignored -> response.header(JSON).send(Tokens.answer(request));
                case OciPath.Manifest manifest -> manifest(request, response, manifest);
                case BlobOf blob -> blob(request, response, blob);
                case Uploads uploads -> push.upload(request, response, uploads);
                case Upload upload -> push.upload(request, response, upload);
                case Tags tags -> {
                    requireReading(request);
                    lists.tags(request, response, asked(request), tags.repository());
                }
                case Referrers referrers -> {
                    requireReading(request);
                    lists.referrers(request, response, asked(request), referrers);
                }
            }
        } catch (IOException e) {
            refuse(request, response, new OciError(500, Code.UNAVAILABLE, "the node's disk or connection fails"));
        } catch (OciError e) {
            refuse(request, response, e);
        }
    }

    private static void refuse(ServerRequest request, ServerResponse response, OciError e) {
        if (response.isSent()) {
            return;
        }
        response.status(Status.create(e.status())).header(JSON);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(e.body().length);
            response.send();
        } else {
            response.send(e.body());
        }
    }

    /// Where something can be pushed to, docker sends no password before it was asked here. Every client begins here,
    /// and upstreams are what it asks for next.
    private void base(ServerRequest request, ServerResponse response) throws OciError {
        requireReading(request);
        registry.shared().client().prepare();
        if (!registry.settings().local().isEmpty()
                && request.headers().first(HeaderNames.AUTHORIZATION).isEmpty()) {
            Tokens.challenge(request, response);
            throw new OciError(401, Code.UNAUTHORIZED, "fetch a token; reading needs no password for it");
        }
        response.header(JSON).send(new byte[] {'{', '}'});
    }

    private static void requireReading(ServerRequest request) throws OciError {
        if (!isReading(request.prologue().method())) {
            throw unsupported();
        }
    }

    private static boolean isReading(Method method) {
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }

    private static OciError unsupported() {
        return new OciError(405, Code.UNSUPPORTED, "this cannot be done here");
    }

    /// The registry that a mirror's client means.
    private static String asked(ServerRequest request) throws OciError {
        String registry = request.query().first("ns").orElse("");
        if (!REGISTRY.matcher(registry).matches()) {
            throw new OciError(400, Code.NAME_INVALID, "'ns' is the name of a registry");
        }
        return registry;
    }

    private void manifest(ServerRequest request, ServerResponse response, OciPath.Manifest path)
            throws OciError, IOException {
        Method method = request.prologue().method();
        if (!isReading(method)) {
            push.manifest(request, response, path);
            return;
        }
        Item item = Oci.manifest(asked(request), path.repository(), path.reference());
        Optional<Manifests.Whole> stated =
                item.digest().isPresent() ? referring.manifest(item.digest().get()) : Optional.empty();
        Manifests.Whole whole = stated.isPresent() ? stated.get() : manifests.get(item);
        String etag = etag(response, whole.digest());
        response.header(HeaderNames.CONTENT_TYPE, whole.mediaType());
        if (etag.equals(request.headers().first(HeaderNames.IF_NONE_MATCH).orElse(""))) {
            response.status(Status.NOT_MODIFIED_304).send();
        } else if (method.equals(Method.HEAD)) {
            response.contentLength(whole.content().size());
            response.send();
        } else {
            response.send(whole.content().toArrayUnsafe());
        }
    }

    private void blob(ServerRequest request, ServerResponse response, BlobOf path) throws OciError, IOException {
        Method method = request.prologue().method();
        Optional<Content> stated = isReading(method) ? referring.blob(path.digest()) : Optional.empty();
        if (stated.isPresent()) {
            try (Content content = stated.get()) {
                statement(request, response, path.digest(), content);
            }
            return;
        }
        Item item = Oci.blob(asked(request), path.repository(), path.digest());
        try {
            if (method.equals(Method.HEAD)) {
                Found found = registry.find(item);
                etag(response, path.digest());
                response.header(HeaderNames.CONTENT_TYPE, BYTES).header(HeaderNames.ACCEPT_RANGES, "bytes");
                response.contentLength(found.size());
                response.send();
            } else if (method.equals(Method.GET)) {
                try (Served served = registry.open(item)) {
                    String etag = etag(response, path.digest());
                    response.header(FOR_EVER);
                    bodies.send(request, response, served.content(), etag, BYTES);
                }
            } else {
                push.deleteBlob(request, response, path);
            }
        } catch (Refusal e) {
            throw OciError.of(e, Code.BLOB_UNKNOWN);
        }
    }

    private void statement(ServerRequest request, ServerResponse response, Digest digest, Content content) {
        String etag = etag(response, digest);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_TYPE, BYTES);
            response.contentLength(content.size());
            response.send();
        } else {
            bodies.send(request, response, content, etag, BYTES);
        }
    }

    private static String etag(ServerResponse response, Digest digest) {
        String etag = '"' + digest.toString() + '"';
        response.header(DIGEST, digest.toString()).header(HeaderNames.ETAG, etag);
        return etag;
    }
}
