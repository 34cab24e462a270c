package io.pyrsia.builder.fetch;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.fetch.Mirror.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Gets files whose digests are known before: sources and toolchains.
public final class Download {

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
