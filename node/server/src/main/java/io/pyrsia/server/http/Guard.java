package io.pyrsia.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Decides who may ask what. Reading is open on loopback; changes, and all of the admin API elsewhere, need the token
/// or a client certificate.
///
/// On loopback it also refuses other host names, so that a page in somebody's browser cannot pretend to be this node.
final class Guard {

    private final ApiToken token;
    private final boolean isLoopback;

    Guard(ApiToken token, boolean isLoopback) {
        this.token = token;
        this.isLoopback = isLoopback;
    }

    void check(ServerRequest request) {
        String path = request.prologue().uriPath().path();
        boolean isPublic = path.startsWith("/log/") || path.startsWith("/health/");
        if (isLoopback && !isOwnName(request.authority())) {
            throw new Refused(Problem.Code.UNAUTHORISED, "this node is 127.0.0.1, not " + request.authority());
        }
        if (isOfClients(path)) {
            return;
        }
        boolean reads = request.prologue().method().equals(Method.GET)
                || request.prologue().method().equals(Method.HEAD);
        boolean isOpen = reads && (isPublic || (isLoopback && !path.equals("/api/v1/logs")));
        if (!isOpen && !isKnown(request)) {
            throw new Refused(
                    Problem.Code.UNAUTHORISED,
                    "say `Authorization: Bearer` and the token in the node's file api-token, or come with a client"
                            + " certificate that it knows");
        }
    }

    /// Package clients have rights and error forms of their own, which their ecosystems look after.
    static boolean isOfClients(String path) {
        return path.startsWith("/v2/") || path.equals("/v2");
    }

    private boolean isKnown(ServerRequest request) {
        // The TLS handshake let in only certificates of the authorities that the configuration names.
        if (request.remotePeer().tlsCertificates().isPresent()) {
            return true;
        }
        String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.authorization().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isOwnName(String authority) {
        return authority.matches("(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?");
    }
}
