package io.pyrsia.registry.maven;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.registry.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Answers in the form that Maven clients understand.
///
/// Of a refusal, Maven 3 prints the reason phrase and Maven 4 the detail of an RFC 9457 problem; both get the sentence.
final class MavenAnswer {

    private static final int MAX_REASON = 300;
    private static final Header PROBLEM =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");

    private static final Map<Algorithm, HeaderName> SUMS = sumHeaders();

    private MavenAnswer() {}

    private static Map<Algorithm, HeaderName> sumHeaders() {
        Map<Algorithm, HeaderName> names = new EnumMap<>(Algorithm.class);
        for (Algorithm algorithm : Algorithm.values()) {
            names.put(algorithm, HeaderNames.create(algorithm.header()));
        }
        return Collections.unmodifiableMap(names);
    }

    static void refuse(ServerResponse response, Refusal refusal) {
        int status =
                switch (refusal.why()) {
                    case NOT_FOUND -> 404;
                    case DENIED, NOT_TRUSTED -> 403;
                    case UNREACHABLE, WRONG_BYTES -> 502;
                    case BUSY -> 503;
                    case TOO_LARGE -> 413;
                };
        refuse(response, status, refusal.sentence());
    }

    static void refuse(ServerResponse response, int status, String sentence) {
        String reason = sentence.replaceAll("[^\\x20-\\x7e]", "?");
        reason = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
        byte[] body = CanonicalJson.bytes(Json.object(Map.of(
                        "detail", Json.of(sentence),
                        "status", Json.of(status),
                        "title", Json.of(Status.create(status).reasonPhrase()),
                        "type", Json.of("about:blank"))))
                .toArrayUnsafe();
        response.status(Status.create(status, reason)).header(PROBLEM).send(body);
    }

    /// Sends bytes that are made here, with their checksums.
    static void send(ServerRequest request, ServerResponse response, byte[] content, String type, String modified) {
        send(request, response, content, Sums.of(content), type, modified);
    }

    /// Sends bytes that are in memory.
    static void send(
            ServerRequest request, ServerResponse response, byte[] content, Sums sums, String type, String modified) {
        String etag = etag(sums.get(Algorithm.SHA256));
        describe(response, etag, modified, Optional.of(sums));
        response.header(HeaderNames.CONTENT_TYPE, type);
        if (isAnswered(request, response, etag, modified)) {
            return;
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(content.length);
            response.send();
        } else {
            response.send(content);
        }
    }

    static String etag(String hex) {
        return '"' + hex + '"';
    }

    /// Sets the headers that say which bytes these are; what is not known is empty.
    static void describe(ServerResponse response, String etag, String modified, Optional<Sums> sums) {
        response.header(HeaderNames.ACCEPT_RANGES, "bytes");
        if (!etag.isEmpty()) {
            response.header(HeaderNames.ETAG, etag);
        }
        if (!modified.isEmpty()) {
            response.header(HeaderNames.LAST_MODIFIED, modified);
        }
        sums.ifPresent(known -> SUMS.forEach((algorithm, name) -> response.header(name, known.get(algorithm))));
    }

    /// Whether a condition of the request was answered: the client has it (304), or has begun another one (412).
    static boolean isAnswered(ServerRequest request, ServerResponse response, String etag, String modified) {
        Optional<Instant> unmodifiedSince = time(request, HeaderNames.IF_UNMODIFIED_SINCE);
        if (unmodifiedSince.isPresent() && isAfter(modified, unmodifiedSince.get())) {
            response.status(Status.PRECONDITION_FAILED_412).send();
            return true;
        }
        Optional<String> known = request.headers().first(HeaderNames.IF_NONE_MATCH);
        Optional<Instant> modifiedSince = time(request, HeaderNames.IF_MODIFIED_SINCE);
        boolean isKnown = known.isPresent()
                ? Arrays.asList(known.get().split("\\s*,\\s*", -1)).contains(etag)
                : modifiedSince.isPresent() && time(modified).isPresent() && !isAfter(modified, modifiedSince.get());
        if (isKnown) {
            response.status(Status.NOT_MODIFIED_304).send();
        }
        return isKnown;
    }

    private static boolean isAfter(String modified, Instant when) {
        return time(modified).filter(when::isBefore).isPresent();
    }

    private static Optional<Instant> time(ServerRequest request, HeaderName name) {
        return request.headers().first(name).flatMap(MavenAnswer::time);
    }

    private static Optional<Instant> time(String date) {
        try {
            return date.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
