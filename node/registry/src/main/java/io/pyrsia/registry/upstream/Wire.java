package io.pyrsia.registry.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One question over HTTP and the head of its answer, redirects followed.
final class Wire implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;

    private final Patience patience;
    private final AtomicBoolean isPrepared = new AtomicBoolean();

    /// Both guarded by this.
    private @Nullable HttpClient client;

    private boolean isClosed;

    Wire(Patience patience) {
        this.patience = patience;
    }

    /// Makes the client before somebody waits for it.
    void prepare() {
        if (!isPrepared.getAndSet(true)) {
            Thread.ofVirtual().name("prepare-upstreams").start(() -> {
                try {
                    client();
                } catch (IOException e) {
                    // The node stops: nothing will be asked.
                }
            });
        }
    }

    /// Not made at the start, for it reads all certificates that this machine trusts.
    private synchronized HttpClient client() throws IOException {
        if (isClosed) {
            throw new IOException("this node stops");
        }
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(patience.connect())
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
            client = made;
        }
        return made;
    }

    /// Asks, and follows redirects; a secret never goes to another host than the one that was asked.
    Answer ask(String method, URI address, Map<String, String> headers) throws IOException {
        URI at = address;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            Answer answer = once(method, at, headers, address);
            String location = answer.status() / 100 == 3 && answer.status() != 304 ? answer.header("location") : "";
            if (location.isEmpty()) {
                return answer;
            }
            answer.close();
            at = next(at, location);
        }
        throw new IOException("more than " + MAX_REDIRECTS + " redirects");
    }

    private static URI next(URI from, String location) throws IOException {
        try {
            URI next = from.resolve(location);
            boolean isWeb = "https".equals(next.getScheme())
                    || ("http".equals(next.getScheme()) && "http".equals(from.getScheme()));
            if (isWeb && next.getHost() != null && next.getRawUserInfo() == null) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like an address of another kind.
        }
        throw new IOException("a redirect to an address that is not followed");
    }

    private Answer once(String method, URI at, Map<String, String> headers, URI asked) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at).method(method, HttpRequest.BodyPublishers.noBody());
        boolean isSameHost = at.getRawAuthority().equals(asked.getRawAuthority())
                && at.getScheme().equals(asked.getScheme());
        headers.forEach((name, value) -> {
            if (isSameHost || !name.equals("Authorization")) {
                request.header(name, value);
            }
        });
        request.header("Accept-Encoding", "identity");
        HttpResponse<java.io.InputStream> response = head(request.build());
        return new Answer(response.statusCode(), name -> response.headers().firstValue(name), response.body(), asked);
    }

    private HttpResponse<java.io.InputStream> head(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<java.io.InputStream>> asked =
                client().sendAsync(request, BodyHandlers.ofInputStream());
        try {
            return asked.get(patience.head().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new IOException("no answer within " + patience.head().toSeconds() + " s");
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the wait for an answer was cut");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(reason(cause), cause);
        }
    }

    /// The first cause with something to say: a refused connection comes as an exception without a word.
    private static String reason(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null) {
                return at.getMessage();
            }
        }
        return failure instanceof java.net.ConnectException ? "connection refused" : failure.toString();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (client != null) {
            client.shutdownNow();
        }
    }
}
