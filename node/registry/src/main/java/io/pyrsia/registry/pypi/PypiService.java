package io.pyrsia.registry.pypi;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Served;
import io.pyrsia.registry.http.Bodies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A Python package index of what the network published: mounted at `/pypi`, it answers what pip asks.
///
///     routing.register("/pypi", new PypiService(registry, published))
///     pip install --index-url http://localhost:7888/pypi/simple/ idna
public final class PypiService implements HttpService {

    private static final String MOUNT = "/pypi";

    private final Registry registry;
    private final Published published;
    private final Bodies bodies;

    public PypiService(Registry registry, Published published) {
        this.registry = registry;
        this.published = published;
        this.bodies = new Bodies(registry.shared().watch());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/*", this::answer);
    }

    private void answer(ServerRequest request, ServerResponse response) {
        Method method = request.prologue().method();
        try {
            if (!method.equals(Method.GET) && !method.equals(Method.HEAD)) {
                refuse(response, Status.METHOD_NOT_ALLOWED_405, "this package index knows GET and HEAD");
                return;
            }
            Optional<PypiPath> path =
                    PypiPath.parse(request.prologue().uriPath().rawPath().substring(MOUNT.length()));
            switch (path.orElseThrow(() -> new Refusal(Why.NOT_FOUND, "no Python package index has such a file"))) {
                case PypiPath.Index index -> index(request, response, index);
                case PypiPath.File file -> file(request, response, file);
            }
        } catch (Malformed e) {
            refuse(response, Status.BAD_REQUEST_400, e.reason());
        } catch (Refusal e) {
            refuse(response, status(e.why()), e.sentence());
        }
    }

    private void index(ServerRequest request, ServerResponse response, PypiPath.Index asked) throws Refusal {
        if (!asked.isExact()) {
            response.status(Status.MOVED_PERMANENTLY_301)
                    .header(HeaderNames.LOCATION, MOUNT + "/simple/" + asked.project() + "/")
                    .send();
            return;
        }
        List<Published.File> files = published.files(asked.project());
        if (files.isEmpty()) {
            throw new Refusal(Why.NOT_FOUND, "the network has published nothing of " + asked.project());
        }
        SimpleIndex index = new SimpleIndex(asked.project(), files);
        boolean wantsJson =
                request.headers().first(HeaderNames.ACCEPT).orElse("").contains(SimpleIndex.JSON);
        byte[] body = wantsJson ? index.json() : index.html();
        response.header(HeaderNames.CONTENT_TYPE, wantsJson ? SimpleIndex.JSON : SimpleIndex.HTML);
        response.header(HeaderNames.VARY, "Accept");
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(body.length);
            response.send();
        } else {
            response.send(body);
        }
    }

    private void file(ServerRequest request, ServerResponse response, PypiPath.File asked) throws Refusal {
        String type = Pypi.mediaType(asked.name());
        try (Served served = registry.open(Pypi.item(asked))) {
            String etag = served.found()
                    .digest()
                    .map(Digest::hex)
                    .map(hex -> '"' + hex + '"')
                    .orElse("");
            response.header(HeaderNames.ETAG, etag);
            if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").equals(etag)) {
                response.status(Status.NOT_MODIFIED_304).send();
            } else if (request.prologue().method().equals(Method.HEAD)) {
                response.header(HeaderNames.ACCEPT_RANGES, "bytes");
                response.header(HeaderNames.CONTENT_TYPE, type);
                response.contentLength(served.content().size());
                response.send();
            } else {
                bodies.send(request, response, served.content(), etag, type);
            }
        }
    }

    private static Status status(Why why) {
        return switch (why) {
            case NOT_FOUND -> Status.NOT_FOUND_404;
            case DENIED, NOT_TRUSTED -> Status.FORBIDDEN_403;
            case UNREACHABLE, WRONG_BYTES -> Status.BAD_GATEWAY_502;
            case BUSY -> Status.SERVICE_UNAVAILABLE_503;
            case TOO_LARGE -> Status.REQUEST_ENTITY_TOO_LARGE_413;
        };
    }

    private static void refuse(ServerResponse response, Status status, String sentence) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=UTF-8")
                .send((sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
