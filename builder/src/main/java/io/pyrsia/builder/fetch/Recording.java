package io.pyrsia.builder.fetch;

import io.pyrsia.builder.fetch.Upstream.Fetched;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one build was given, file by file; what was given once stays the same until the build ends.
public final class Recording {

    private static final int MAX_FILES = 50_000;

    private record Kept(Input input, Fetched fetched) {}

    private final Upstream upstream;
    private final Path folder;
    private final long maxBytes;
    private final Map<URI, Kept> kept = new HashMap<>(); // Owner: who holds this object's monitor.
    private final List<Input> assembled = new ArrayList<>(); // Owner: likewise.
    private long bytes; // Owner: likewise.

    /// An empty recording.
    ///
    /// @param folder where the files are kept; it is deleted by whoever made it
    /// @param maxBytes how much a build may fetch in all
    public Recording(Upstream upstream, Path folder, long maxBytes) {
        this.upstream = upstream;
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /// Gets a file for the build, or gives the one that it got before.
    Fetched get(String registry, String path, URI address, String accept, boolean index) throws IOException {
        Fetched before = before(address);
        if (before != null) {
            return before;
        }
        Fetched fetched = upstream.get(address, accept, folder);
        return keep(new Input(registry, path, address, fetched.digest(), fetched.bytes(), index), fetched);
    }

    /// Asks for something that is only a part of what the build is given, and so is not written down.
    Fetched ask(HttpRequest.Builder asking) throws IOException {
        return upstream.ask(asking, folder);
    }

    /// Writes down what was put together from such parts.
    public synchronized void add(Input made) {
        assembled.add(made);
    }

    private synchronized @Nullable Fetched before(URI address) {
        Kept found = kept.get(address);
        return found == null ? null : found.fetched;
    }

    /// Whoever fetched the same address at the same time gets what was kept first.
    private synchronized Fetched keep(Input input, Fetched fetched) throws IOException {
        Kept first = kept.get(input.url());
        if (first != null) {
            return first.fetched;
        }
        if (kept.size() == MAX_FILES || bytes + input.bytes() > maxBytes) {
            throw Unavailable.failed("a build may fetch " + MAX_FILES + " files of " + maxBytes + " bytes together");
        }
        bytes += input.bytes();
        kept.put(input.url(), new Kept(input, fetched));
        return fetched;
    }

    /// Every input so far, by registry and path.
    public synchronized List<Input> inputs() {
        return Stream.concat(assembled.stream(), kept.values().stream().map(Kept::input))
                .sorted()
                .toList();
    }
}
