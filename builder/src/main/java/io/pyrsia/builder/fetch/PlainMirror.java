package io.pyrsia.builder.fetch;

import io.pyrsia.builder.fetch.Upstream.Fetched;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;

/// A registry that is nothing but files below one address, such as Maven's repositories, Debian's and Go's proxies.
final class PlainMirror implements Mirror {

    /// Names that mean another file tomorrow: lists of versions, snapshots and the newest of something.
    private static final Pattern INDEX =
            Pattern.compile("(.*/)?(maven-metadata\\.xml(\\..*)?|@v/list|@latest|InRelease|Release|Packages.*)");

    private final String registry;
    private final URI base;
    private final Recording recording;

    PlainMirror(String registry, URI base, Recording recording) {
        this.registry = registry;
        this.base = base;
        this.recording = recording;
    }

    @Override
    public Answer answer(String path) throws IOException {
        boolean index = INDEX.matcher(path).matches();
        Fetched fetched = recording.get(registry, path, URI.create(base + path), "*/*", index);
        return new Answer.Whole(fetched.file(), fetched.type());
    }
}
