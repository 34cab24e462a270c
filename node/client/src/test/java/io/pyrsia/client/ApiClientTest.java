package io.pyrsia.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.pyrsia.base.Malformed;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Receipt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiClientTest {

    private static final String SECRET = "0123456789abcdef".repeat(4);

    private final HttpServer server;
    private volatile String asked = "";

    ApiClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private ApiClient client() throws Malformed {
        URI node = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new ApiClient(node, Optional.of(ApiToken.parse(SECRET)));
    }

    /// Answers everything with this, and remembers what came.
    private void answer(int status, String body) {
        server.createContext("/", exchange -> {
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void submitsWithTheToken() throws Exception {
        answer(201, "{\"id\":\"ab\",\"height\":7,\"newer\":true}");
        try (ApiClient client = client()) {
            assertEquals(new Receipt("ab", 7), client.submit(new Instruction.Endorse("cd")));
        }
        assertEquals(
                "POST /api/v1/transactions Bearer " + SECRET + " {\"proposal\":\"cd\",\"type\":\"endorse\"}", asked);
    }

    @Test
    void writesASearchIntoTheAddress() throws Exception {
        answer(200, "{\"entries\":[]}");
        try (ApiClient client = client()) {
            assertEquals(
                    0,
                    client.search(LogQuery.of(LogQuery.Facet.VERSION, "pkg:maven/a/b@1 &x"))
                            .entries()
                            .size());
        }
        assertTrue(
                asked.startsWith("GET /api/v1/log?facet=VERSION&term=pkg%3Amaven%2Fa%2Fb%401%20%26x&limit=100 "),
                asked);
    }

    @Test
    void aRefusalHasTheReason() throws Exception {
        answer(
                409,
                "{\"type\":\"urn:pyrsia:problem:rejected\",\"title\":\"t\",\"status\":409,\"detail\":\"no\","
                        + "\"reason\":\"UNKNOWN_PROPOSAL\"}");
        try (ApiClient client = client()) {
            Problem problem = assertThrows(ApiRefusal.class, () -> client.submit(new Instruction.Endorse("cd")))
                    .problem();
            assertTrue(problem.is(Problem.Code.REJECTED));
            assertEquals("UNKNOWN_PROPOSAL", problem.reason());
        }
    }

    @Test
    void anotherServerOnThePortIsAFailure() throws Exception {
        answer(404, "<html>");
        try (ApiClient client = client()) {
            String message = assertThrows(IOException.class, client::status).getMessage();
            assertTrue(String.valueOf(message).endsWith("answers 404 and not as a Pyrsia node does"), message);
        }
    }

    @Test
    void findsTheTokenAndDoesNotPrintIt(@TempDir Path data) throws Exception {
        assertEquals(Optional.empty(), ApiToken.find(Map.of(), data));
        Files.writeString(data.resolve("other"), SECRET + "\n");
        ApiToken named = ApiToken.find(
                        Map.of(ApiToken.VARIABLE, data.resolve("other").toString()), data)
                .orElseThrow();
        assertEquals("Bearer " + SECRET, named.authorization());
        assertEquals("token", named.toString());
        Files.writeString(data.resolve(ApiToken.FILE_NAME), "short");
        assertThrows(Malformed.class, () -> ApiToken.find(Map.of(), data));
    }
}
