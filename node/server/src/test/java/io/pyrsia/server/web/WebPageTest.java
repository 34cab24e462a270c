package io.pyrsia.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the page is served with, and what its files may not contain.
class WebPageTest {

    private static final int MAX_BYTES = 48 << 10;

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/[^\"]*)\"|from '\\./([^']*)'");

    /// Whatever would make markup, code or an address out of text.
    private static final Pattern DANGEROUS = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacent|document\\.write|\\beval\\b|new Function|setHTML|DOMParser|createContextual"
                    + "|srcdoc|\\.src\\b|\\.href\\b|https?:|localStorage|document\\.cookie");

    private final HttpClient client = HttpClient.newHttpClient();
    private final SampleNode node;

    WebPageTest() throws Malformed {
        node = new SampleNode();
    }

    @AfterEach
    void stop() {
        node.close();
        client.close();
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.address() + path.substring(1)))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String text(PageFile file) {
        return new String(file.content(), StandardCharsets.UTF_8);
    }

    @Test
    void eachFileComesWithItsTypeAndThePolicy() throws Exception {
        for (PageFile file : PageFile.all()) {
            HttpResponse<String> response = send("GET", file.path());
            assertEquals(200, response.statusCode(), file.path());
            assertEquals(text(file), response.body());
            assertEquals(file.type().get(), header(response, "Content-Type"));
            assertEquals(WebPage.POLICY, header(response, "Content-Security-Policy"));
            assertEquals("nosniff", header(response, "X-Content-Type-Options"));
            assertEquals("no-referrer", header(response, "Referrer-Policy"));
            assertEquals("no-cache", header(response, "Cache-Control"));
        }
        assertFalse(WebPage.POLICY.contains("unsafe"));
    }

    @Test
    void whoHasAFileIsToldSo() throws Exception {
        String tag = header(send("GET", "/"), "ETag");
        assertTrue(tag.matches("\"[0-9a-f]{32}\""), tag);
        HttpResponse<String> same = send("GET", "/", "If-None-Match", "\"other\", " + tag);
        assertEquals(304, same.statusCode());
        assertEquals("", same.body());
        assertEquals(200, send("GET", "/", "If-None-Match", "\"other\"").statusCode());
    }

    @Test
    void theHeadAloneHasTheLength() throws Exception {
        HttpResponse<String> head = send("HEAD", "/web/main.js");
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals(
                String.valueOf(send("GET", "/web/main.js").body().getBytes(StandardCharsets.UTF_8).length),
                header(head, "Content-Length"));
    }

    @Test
    void nothingElseIsServed() throws Exception {
        for (String path : List.of(
                "/web/",
                "/web/WebPage.class",
                "/web/../index.html",
                "/web/%2e%2e/WebPage.class",
                "/web/..%2fWebPage.class",
                "/index.html")) {
            assertEquals(404, send("GET", path).statusCode(), path);
        }
        assertEquals(401, send("POST", "/").statusCode());
    }

    @Test
    void everyReferenceLeadsToOneOfTheFiles() throws Exception {
        List<String> paths = PageFile.all().stream().map(PageFile::path).toList();
        int references = 0;
        for (PageFile file : PageFile.all()) {
            for (MatchResult found : REFERENCE.matcher(text(file)).results().toList()) {
                String path = found.group(1) == null ? "/web/" + found.group(2) : found.group(1);
                boolean isOfTheNode = path.matches("/(api|log|metrics).*");
                assertTrue(isOfTheNode || paths.contains(path), file.path() + " refers to " + path);
                references++;
            }
        }
        assertTrue(references > 20, "the pattern finds only " + references);
    }

    @Test
    void noFileMakesCodeOfTextOrNamesAnotherHost() {
        for (PageFile file : PageFile.all()) {
            String text = text(file).replace("http://www.w3.org/2000/svg", "");
            assertEquals(
                    List.of(),
                    DANGEROUS.matcher(text).results().map(MatchResult::group).toList(),
                    file.path());
            assertFalse(text.matches("(?s).*<(script|style)>.*|.* on[a-z]+=.*|.* style=.*"), file.path());
        }
    }

    @Test
    void thePageIsSmall() {
        int bytes =
                PageFile.all().stream().mapToInt(file -> file.content().length).sum();
        assertTrue(bytes <= MAX_BYTES, "bytes: " + bytes);
    }
}
