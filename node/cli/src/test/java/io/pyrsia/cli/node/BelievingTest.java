package io.pyrsia.cli.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pyrsia.cli.Run;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Questions over TLS to a node that only its own certificate vouches for.
class BelievingTest {

    private static final String PASSWORD = "not-secret";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private void keytool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-Xmx32m"));
        command.addAll(Arrays.asList(words));
        command.addAll(List.of("-alias", "node", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", folder.resolve("node.p12").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private SSLContext node() throws Exception {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=node",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12");
        keytool("-exportcert", "-rfc", "-file", folder.resolve("node.crt").toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(folder.resolve("node.p12"))) {
            store.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private Run ask(int port, String... more) {
        List<String> words = new ArrayList<>(List.of("status", "--node", "https://127.0.0.1:" + port));
        words.addAll(Arrays.asList(more));
        return Run.of(words.toArray(String[]::new));
    }

    @Test
    void aNodeIsBelievedByItsCertificateAlone() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(node()));
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            assertEquals(4, ask(port).exitCode());
            assertEquals(0, asked.get());
            ask(port, "--certificates", folder.resolve("node.crt").toString());
            assertEquals(1, asked.get());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatIsNoCertificateIsTold() throws Exception {
        Path file = folder.resolve("file");
        for (String text : List.of("", "words", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")) {
            Files.writeString(file, text);
            Run run = ask(1, "--certificates", file.toString());
            assertTrue(run.exitCode() > 0 && run.exitCode() != 4, run.err());
            assertTrue(run.err().contains(file.toString()), run.err());
        }
    }
}
