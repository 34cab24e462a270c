package io.pyrsia.builder.fetch;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.fetch.Mirror.Answer;
import io.pyrsia.builder.fetch.Upstream.Fetched;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Gets files whose digests are known before: sources and toolchains.
public final class Download {

    private static final long MAX_TEXT_BYTES = 32 << 20;

    private final Registries registries;
    private final Recording recording;

    public Download(Registries registries, Recording recording) {
        this.registries = registries;
        this.recording = recording;
    }

    /// A file of a registry, by the path that a tool would ask the recorder for.
    public Path get(String registry, String path, Digest expected) throws IOException {
        Mirror mirror = Recorder.mirrors(registries, Set.of(registry), Optional.empty(), recording)
                .get(registry);
        if (mirror != null && mirror.answer(path) instanceof Answer.Whole whole) {
            return checked(whole.file(), registry + "/" + path, expected);
        }
        throw Unavailable.failed(registry + "/" + path + " is a list and not a file");
    }

    /// A file of a registry that nobody said the digest of; empty if the registry has no such file.
    public Optional<Fetched> find(String registry, String path) throws IOException {
        Optional<Answer> answer = answer(registry, path);
        if (answer.isPresent() && answer.get() instanceof Answer.Whole whole) {
            Path file = whole.file();
            return Optional.of(new Fetched(file, Upstream.digest(file), Files.size(file), whole.type()));
        }
        return Optional.empty();
    }

    /// A text of a registry, such as a list of versions; empty if it has none there.
    public Optional<String> text(String registry, String path) throws IOException {
        Optional<Answer> answer = answer(registry, path);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (answer.get()) {
                    case Answer.Rewritten rewritten -> rewritten.text();
                    case Answer.Whole whole -> text(whole.file());
                });
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_TEXT_BYTES) {
            throw Unavailable.failed("a text of a registry is larger than " + MAX_TEXT_BYTES + " bytes");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private Optional<Answer> answer(String registry, String path) throws IOException {
        Mirror mirror = Recorder.mirrors(registries, Set.of(registry), Optional.empty(), recording)
                .get(registry);
        try {
            return mirror == null ? Optional.empty() : Optional.of(mirror.answer(path));
        } catch (Unavailable e) {
            if (e.isAbsent()) {
                return Optional.empty();
            }
            throw e;
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // The path is no part of an address, so the registry has nothing there.
        }
    }

    /// A file somewhere on the web.
    public Path get(URI address, Digest expected) throws IOException {
        return checked(
                recording.get("web", address.toString(), address, "*/*", false).file(), address.toString(), expected);
    }

    private static Path checked(Path file, String name, Digest expected) throws IOException {
        Digest got = Upstream.digest(file);
        if (!got.equals(expected)) {
            throw Unavailable.failed(name + " is not what was asked for: it is " + got + " and not " + expected);
        }
        return file;
    }
}
