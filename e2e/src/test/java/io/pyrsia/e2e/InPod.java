package io.pyrsia.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Runs in a pod of a scenario, on the Java of the node's image: one class that needs no other.
final class InPod {

    private static final int OK = 200;

    private InPod() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "copy" -> copy(Path.of(arguments[1]), Path.of(arguments[2]));
            case "swap" -> swap(Path.of(arguments[1]), Path.of(arguments[2]));
            case "pull" -> {
                try (HttpClient client = client(arguments.length > 4 ? arguments[4] : "")) {
                    pull(arguments[1], Path.of(arguments[2]), Long.parseLong(arguments[3]), client);
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> found = Files.walk(from)) {
            for (Path path : found.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void swap(Path one, Path other) throws IOException {
        Path aside = one.resolveSibling("aside");
        Files.move(one, aside);
        Files.move(other, one);
        Files.move(aside, other);
    }

    /// Pulls each path once, in order, one each `everyMs`, and says after each how it went so far.
    ///
    /// @param paths a file with lines of the SHA-256 that the bytes must have, and the path
    private static void pull(String node, Path paths, long everyMs, HttpClient client) throws Exception {
        long longestMs = 0;
        int pulled = 0;
        int failed = 0;
        for (String line : Files.readAllLines(paths)) {
            String[] words = line.split(" ", -1);
            long began = System.nanoTime();
            String problem = problem(client, URI.create(node + words[1]), words[0]);
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            longestMs = Math.max(longestMs, tookMs);
            pulled++;
            if (!problem.isEmpty()) {
                failed++;
                System.out.println(words[1] + " after " + tookMs + " ms: " + problem);
            }
            System.out.println("pulled " + pulled + " failed " + failed + " longest " + longestMs + " ms");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(everyMs - tookMs));
        }
    }

    /// @param authority a file with the certificate that vouches for the node, or nothing
    private static HttpClient client(String authority) throws IOException, GeneralSecurityException {
        HttpClient.Builder builder = HttpClient.newBuilder();
        if (!authority.isEmpty()) {
            KeyStore believed = KeyStore.getInstance("PKCS12");
            believed.load(null, null);
            try (InputStream in = Files.newInputStream(Path.of(authority))) {
                believed.setCertificateEntry(
                        "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            builder.sslContext(context);
        }
        return builder.build();
    }

    private static String problem(HttpClient client, URI address, String sha256)
            throws InterruptedException, NoSuchAlgorithmException {
        try {
            HttpResponse<byte[]> answer =
                    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != OK) {
                return "status " + answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
            }
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(answer.body()));
            return digest.equals(sha256) ? "" : "other bytes";
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
