package io.pyrsia.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.tuweni.bytes.Bytes;

/// One question and its whole answer, within a time and a size; neither redirects nor other codings are followed.
final class Exchange implements AutoCloseable {

    private final Duration timeLimit;
    private final HttpClient http;

    /// @param server where all questions go
    Exchange(URI server, Duration timeLimit) {
        this(timeLimit, "http".equals(server.getScheme()) ? Optional.of(withoutTrust()) : Optional.empty());
    }

    Exchange(Duration timeLimit, Optional<SSLContext> tls) {
        this.timeLimit = timeLimit;
        HttpClient.Builder http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeLimit)
                .followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(http::sslContext);
        this.http = http.build();
    }

    /// Where TLS is not spoken: the usual context reads all certificates that this machine trusts.
    private static SSLContext withoutTrust() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    LogClient.Answer send(HttpRequest request, int maxBytes) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
        try {
            HttpResponse<byte[]> response = exchange.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
            return new LogClient.Answer(response.statusCode(), Bytes.wrap(response.body()));
        } catch (ExecutionException e) {
            String what = e.getCause() instanceof ConnectException ? "nobody answers there" : e.getCause() + "";
            throw new IOException(request.uri() + " could not be fetched: " + what, e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(request.uri() + " took longer than " + timeLimit, e);
        } finally {
            exchange.cancel(true);
        }
    }

    /// Passes the answer on; an answer that is no success comes back instead, and nothing was passed on.
    Optional<LogClient.Answer> download(HttpRequest request, OutputStream out, int maxBytes)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() / 100 != 2) {
                return Optional.of(new LogClient.Answer(response.statusCode(), Bytes.wrap(body.readNBytes(maxBytes))));
            }
            body.transferTo(out);
            return Optional.empty();
        } catch (ConnectException e) {
            throw new IOException(request.uri() + " could not be fetched: nobody answers there", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
