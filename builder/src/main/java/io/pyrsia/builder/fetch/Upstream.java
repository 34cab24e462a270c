package io.pyrsia.builder.fetch;

import io.pyrsia.base.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.tuweni.bytes.Bytes;

/// Gets files from registries, with limits on size and time, and says their digests.
public final class Upstream implements AutoCloseable {

    /// A file that was fetched completely.
    public record Fetched(Path file, Digest digest, long bytes, String type) {}

    private static final int TRIES = 3;
    private static final Duration CONNECT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT)
            .build();

    private final AtomicLong names = new AtomicLong();
    private final long maxBytes;
    private final Duration patience;

    /// Nothing is connected before the first file is asked for.
    ///
    /// @param maxBytes the largest file that is accepted
    /// @param patience how long one file may take
    public Upstream(long maxBytes, Duration patience) {
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    /// Gets a file into a folder.
    public Fetched get(URI address, String accept, Path folder) throws IOException {
        return ask(HttpRequest.newBuilder(address).header("Accept", accept), folder);
    }

    /// Asks what may be asked again, and puts the answer into a folder.
    Fetched ask(HttpRequest.Builder asking, Path folder) throws IOException {
        HttpRequest request =
                asking.timeout(patience).header("User-Agent", "pyrsia").build();
        Path file = folder.resolve("file-" + names.incrementAndGet());
        for (int attempt = 1; ; attempt++) {
            try {
                return once(request, file);
            } catch (Unavailable e) {
                Files.deleteIfExists(file);
                if (e.isAbsent() || attempt == TRIES || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    private Fetched once(HttpRequest request, Path file) throws IOException {
        URI address = request.uri();
        CompletableFuture<HttpResponse<Path>> asked =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofFile(file), maxBytes));
        try {
            HttpResponse<Path> response = asked.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            int status = response.statusCode();
            if (status == 404 || status == 410) {
                throw Unavailable.absent(address + " does not exist (status " + status + ")");
            }
            if (status != 200) {
                throw Unavailable.failed(address + " was answered with status " + status);
            }
            String type = response.headers().firstValue("Content-Type").orElse("application/octet-stream");
            return new Fetched(file, digest(file), Files.size(file), type);
        } catch (TimeoutException e) {
            throw Unavailable.failed(address + " took longer than " + patience.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            throw Unavailable.failed(address + " could not be fetched: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.failed(address + " was not waited for: the builder was told to stop");
        } finally {
            asked.cancel(true);
        }
    }

    static Digest digest(Path file) throws IOException {
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hash.update(buffer, 0, read);
            }
        }
        return new Digest(Digest.Algorithm.SHA256, Bytes.wrap(hash.digest()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
