package io.pyrsia.registry.maven;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.registry.Found;
import io.pyrsia.registry.Item;
import io.pyrsia.registry.Policy.Require;
import io.pyrsia.registry.PushRight;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Served;
import io.pyrsia.registry.http.Bodies;
import io.pyrsia.registry.maven.MergedMetadata.Document;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// A Maven repository: mounted at `/maven2`, it answers what mvn and Gradle ask, and takes what they deploy.
///
///     routing.register("/maven2", new MavenService(registry, names, right))
public final class MavenService implements HttpService {

    private static final String MOUNT = "/maven2";
    private static final String TEXT = "text/plain";

    private final Registry registry;
    private final Bodies bodies;
    private final FileSums sums;
    private final SmallFiles small;
    private final MergedMetadata metadata;
    private final Deploy deploy;
    private final TrustedChecksums checksums;

    public MavenService(Registry registry, LoggedNames names, PushRight right) {
        this.registry = registry;
        this.bodies = new Bodies(registry.shared().watch());
        this.sums = new FileSums(registry);
        this.small = new SmallFiles(registry);
        this.metadata = new MergedMetadata(registry);
        this.deploy = new Deploy(registry, sums, right);
        this.checksums = new TrustedChecksums(names, registry.shared().log());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/*", this::answer);
    }

    private void answer(ServerRequest request, ServerResponse response) {
        Method method = request.prologue().method();
        try {
            Optional<MavenPath> path =
                    MavenPath.parse(request.prologue().uriPath().rawPath().substring(MOUNT.length()));
            if (path.isEmpty()) {
                throw new Refusal(Why.NOT_FOUND, "no Maven repository has such a file");
            }
            if (method.equals(Method.GET) || method.equals(Method.HEAD)) {
                get(request, response, path.get());
            } else if (method.equals(Method.PUT)) {
                deploy.put(request, response, path.get());
            } else {
                MavenAnswer.refuse(response, 405, "a Maven repository knows GET, HEAD and PUT");
            }
        } catch (Malformed e) {
            MavenAnswer.refuse(response, 400, e.reason());
        } catch (Refusal e) {
            MavenAnswer.refuse(response, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void get(ServerRequest request, ServerResponse response, MavenPath path) throws Refusal, IOException {
        switch (path) {
            case MavenPath.FileOf file -> file(request, response, file);
            case MavenPath.Single.CATALOG -> file(request, response, path);
            case MavenPath.Metadata folder -> {
                Document document = metadata.get(folder);
                MavenAnswer.send(
                        request, response, document.content().toArrayUnsafe(), "application/xml", document.modified());
            }
            case MavenPath.Sum sum -> {
                byte[] hex = sum(sum).get(sum.algorithm()).getBytes(StandardCharsets.US_ASCII);
                MavenAnswer.send(request, response, hex, TEXT, "");
            }
            case MavenPath.Single.PREFIXES -> MavenAnswer.send(request, response, metadata.prefixes(), TEXT, "");
            case MavenPath.Single.CHECKSUMS -> checksums(request, response);
        }
    }

    private Sums sum(MavenPath.Sum sum) throws Refusal {
        return switch (sum.of()) {
            case MavenPath.Metadata folder ->
                Sums.of(metadata.get(folder).content().toArrayUnsafe());
            case MavenPath.Single.PREFIXES -> Sums.of(metadata.prefixes());
            case MavenPath.FileOf file -> sums.of(Maven.item(file));
            case MavenPath.Single.CATALOG -> sums.of(Maven.item(sum.of()));
            case MavenPath.Sum ignored -> throw new Refusal(Why.NOT_FOUND, "a checksum has no checksum");
            case MavenPath.Single.CHECKSUMS -> throw new Refusal(Why.NOT_FOUND, "it grows with the log");
        };
    }

    private void file(ServerRequest request, ServerResponse response, MavenPath path) throws Refusal, IOException {
        Item item = Maven.item(path);
        String type = Maven.mediaType(path.path());
        if (request.prologue().method().equals(Method.HEAD)) {
            Found found = registry.find(item);
            MavenAnswer.describe(response, etag(found), found.modified(), sums.atOnce(found));
            response.header(HeaderNames.CONTENT_TYPE, type);
            if (!MavenAnswer.isAnswered(request, response, etag(found), found.modified())) {
                if (found.size() >= 0) {
                    response.contentLength(found.size());
                }
                response.send();
            }
            return;
        }
        boolean isWhole = request.headers().first(HeaderNames.RANGE).isEmpty();
        Optional<SmallFiles.Small> held = isWhole ? small.of(item) : Optional.empty();
        if (held.isPresent()) {
            Found found = held.get().found();
            byte[] content = held.get().content().toArrayUnsafe();
            MavenAnswer.send(request, response, content, held.get().sums(), type, found.modified());
            return;
        }
        try (Served served = registry.open(item)) {
            Found found = served.found();
            Optional<Sums> known = sums.atOnce(served);
            small.hold(served, known);
            MavenAnswer.describe(response, etag(found), found.modified(), known);
            if (!MavenAnswer.isAnswered(request, response, etag(found), found.modified())) {
                bodies.send(request, response, served.content(), etag(found), type);
            }
        }
    }

    private static String etag(Found found) {
        return found.digest().map(Digest::hex).map(MavenAnswer::etag).orElse("");
    }

    private void checksums(ServerRequest request, ServerResponse response) throws Refusal, IOException {
        String asked = request.query().first("require").orElse(Require.TRUSTED.name());
        Require least = Arrays.stream(Require.values())
                .filter(level -> level != Require.ANY && level.name().equals(asked))
                .findFirst()
                .orElseThrow(() -> new Refusal(Why.NOT_FOUND, "'require' is VERIFIED, TRUSTED or UNTRUSTED"));
        response.header(HeaderNames.CONTENT_TYPE, TEXT);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
            return;
        }
        OutputStream out = response.outputStream();
        checksums.write(least, out);
        // Only now: closing ends the answer as complete.
        out.close();
    }
}
