package io.pyrsia.server.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.List;

/// Serves the page: a few files that are part of the program, with headers under which a browser runs nothing else.
public final class WebPage implements HttpService {

    /// Nothing but the page's own files and the node's own API; text that becomes code is an error (Trusted Types).
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final List<Header> HEADERS = List.of(
            HeaderValues.createCached("Content-Security-Policy", POLICY),
            HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
            HeaderValues.createCached("Referrer-Policy", "no-referrer"),
            HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"),
            HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache"));

    private final List<PageFile> files = PageFile.all();

    @Override
    public void routing(HttpRules rules) {
        for (PageFile file : files) {
            rules.route(
                    Method.predicate(Method.GET, Method.HEAD),
                    PathMatchers.exact(file.path()),
                    (request, response) -> send(file, request, response));
        }
    }

    private static void send(PageFile file, ServerRequest request, ServerResponse response) {
        HEADERS.forEach(response::header);
        response.header(file.type()).header(file.tag());
        if (isKnown(file, request)) {
            response.status(Status.NOT_MODIFIED_304).send();
        } else if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_LENGTH, String.valueOf(file.content().length))
                    .send();
        } else {
            response.send(file.content());
        }
    }

    private static boolean isKnown(PageFile file, ServerRequest request) {
        String known = request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("");
        return Arrays.asList(known.split("\\s*,\\s*", -1)).contains(file.tag().get());
    }
}
