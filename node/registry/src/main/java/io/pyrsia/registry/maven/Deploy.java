package io.pyrsia.registry.maven;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Malformed;
import io.pyrsia.registry.Names;
import io.pyrsia.registry.Names.Meaning;
import io.pyrsia.registry.PushRight;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Watch;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobStoreFull;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// Takes files into this node's own repository. A release's file is taken once: other bytes under its name are refused.
final class Deploy {

    private static final int MAX_SUM_BYTES = 1 << 10;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final Duration SLOWEST = Duration.ofSeconds(60);

    private static final Header CHALLENGE =
            HeaderValues.createCached(HeaderNames.WWW_AUTHENTICATE, "Basic realm=\"pyrsia\"");

    private final Registry registry;
    private final FileSums sums;
    private final PushRight right;
    /// Held while it is decided which bytes a name means.
    private final ReentrantLock naming = new ReentrantLock();

    Deploy(Registry registry, FileSums sums, PushRight right) {
        this.registry = registry;
        this.sums = sums;
        this.right = right;
    }

    void put(ServerRequest request, ServerResponse response, MavenPath path) throws Refusal, IOException {
        if (!right.isProven(request.headers().first(HeaderNames.AUTHORIZATION))) {
            response.header(CHALLENGE);
            MavenAnswer.refuse(
                    response,
                    401,
                    "deploying needs the token in the node's file push-token, as the password of any user");
            return;
        }
        if (!registry.settings().isLocal(path.pack())) {
            throw new Refusal(
                    Why.DENIED, path.pack() + " is not among this node's own packages, which alone can be deployed");
        }
        switch (path) {
            case MavenPath.FileOf file -> file(request, response, file);
            case MavenPath.Metadata metadata -> metadata(request, response, metadata);
            case MavenPath.Sum sum -> sum(request, response, sum);
            case MavenPath.Single _ -> throw new Refusal(Why.DENIED, "this file is made by the node");
        }
    }

    private void file(ServerRequest request, ServerResponse response, MavenPath.FileOf file)
            throws Refusal, IOException {
        Blob blob = received(request, file);
        Names.Key key = registry.localKey(file.path());
        naming.lock();
        try {
            Optional<Meaning> before = registry.shared().names().find(key);
            boolean isSame = before.map(Meaning::digest).equals(Optional.of(blob.sha256()));
            if (before.isPresent() && file.isFixed() && !isSame) {
                MavenAnswer.refuse(
                        response, 409, file.path() + " is there with other bytes, and a release never changes");
                return;
            }
            if (!isSame) {
                registry.shared().store().pin(blob.sha256(), owner(file.path()));
                registry.shared().names().put(key, meaning(blob, Maven.mediaType(file.path())));
                before.ifPresent(old -> registry.shared().store().unpin(old.digest(), owner(file.path())));
            }
        } finally {
            naming.unlock();
        }
        response.status(Status.CREATED_201).send();
    }

    private static String owner(String path) {
        return "maven:" + path;
    }

    private Meaning meaning(Blob blob, String type) {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                registry.shared().clock().now().atOffset(ZoneOffset.UTC));
        return new Meaning(blob.sha256(), blob.size(), type, "", now);
    }

    private Blob received(ServerRequest request, MavenPath.FileOf file) throws Refusal, IOException {
        long length = request.headers().contentLength().orElse(-1);
        if (length > Maven.MAX_FILE_BYTES) {
            throw tooLarge(file.path());
        }
        OptionalLong size = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (BlobWriter writer = registry.shared().store().write(new Expectation(null, size));
                Watch.Step step = registry.shared().watch().begin(SLOWEST);
                InputStream in = request.content().inputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                step.moved();
                if (writer.written() + read > Maven.MAX_FILE_BYTES) {
                    throw tooLarge(file.path());
                }
                writer.write(buffer, 0, read);
            }
            return writer.commit();
        } catch (BlobStoreFull e) {
            throw new Refusal(Why.BUSY, String.valueOf(e.getMessage()));
        }
    }

    private static Refusal tooLarge(String path) {
        return new Refusal(Why.TOO_LARGE, path + " has more than " + Maven.MAX_FILE_BYTES + " bytes");
    }

    /// Versions and builds follow from the files; of a group's plugins only the client knows the prefixes.
    private void metadata(ServerRequest request, ServerResponse response, MavenPath.Metadata path)
            throws Refusal, IOException {
        byte[] body = small(request, Maven.MAX_METADATA_BYTES, path.path());
        try {
            if (!MetadataXml.read(body).plugins().isEmpty()) {
                try (BlobWriter writer =
                        registry.shared().store().write(new Expectation(null, OptionalLong.of(body.length)))) {
                    writer.write(body, 0, body.length);
                    Blob blob = writer.commit();
                    registry.shared().store().pin(blob.sha256(), owner(path.path()));
                    registry.shared().names().put(registry.localKey(path.path()), meaning(blob, "application/xml"));
                }
            }
        } catch (Malformed e) {
            MavenAnswer.refuse(response, 400, e.reason());
            return;
        }
        response.status(Status.CREATED_201).send();
    }

    /// A checksum is not kept but compared: one that differs tells of damage on the way.
    private void sum(ServerRequest request, ServerResponse response, MavenPath.Sum path) throws Refusal, IOException {
        String said = new String(small(request, MAX_SUM_BYTES, path.path()), StandardCharsets.US_ASCII).strip();
        if (path.of() instanceof MavenPath.FileOf file) {
            String is = sums.of(Maven.item(file)).get(path.algorithm());
            String first = said.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
            if (!first.equals(is)) {
                MavenAnswer.refuse(
                        response,
                        409,
                        file.path() + " arrived with the checksum " + is + ", not the one in " + path.path());
                return;
            }
        }
        response.status(Status.CREATED_201).send();
    }

    private static byte[] small(ServerRequest request, int most, String path) throws Refusal, IOException {
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(most + 1);
            if (body.length > most) {
                throw new Refusal(Why.TOO_LARGE, path + " has at most " + most + " bytes");
            }
            return body;
        }
    }
}
