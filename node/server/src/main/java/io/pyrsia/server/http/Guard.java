package io.pyrsia.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides who may ask what. Reading is open on loopback; changes, and all of the admin API elsewhere, need the token
/// or a client certificate.
///
/// On loopback it also refuses other host names, so that a page in somebody's browser cannot pretend to be this node.
public final class Guard {

    /// Addresses where the original's clients ask with POST, and where logs ask a witness, which looks at signatures.
    private static final Set<String> QUESTIONS =
            Set.of("/build/status", "/inspect/docker", "/inspect/maven", "/witness/add-checkpoint");

    private static final Pattern OWN_NAME = Pattern.compile(
            "(localhost|host\\.docker\\.internal|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?");

    private final ApiToken token;
    /// Where others can reach the port; on loopback there is no TLS.
    private final Optional<KnownClients> clients;
    private final boolean isLoopback;

    Guard(ApiToken token, Optional<KnownClients> clients) {
        this.token = token;
        this.clients = clients;
        this.isLoopback = clients.isEmpty();
    }

    /// Whether an address only answers, though it is asked with POST.
    public static boolean isQuestion(String path) {
        return QUESTIONS.contains(path);
    }

    /// What a node tells its owner alone, also on loopback: who asks it for what, and what its builder prints while
    /// others must not know yet what it makes.
    public static boolean isSecret(String path) {
        return path.equals("/api/v1/logs") || path.startsWith("/api/v1/work/");
    }

    static boolean isReading(Method method) {
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }

    void check(ServerRequest request) {
        String path = request.prologue().uriPath().path();
        boolean isPublic = path.startsWith("/log/") || path.startsWith("/health/") || path.startsWith("/witness/");
        if (isLoopback && !isOwnName(request.authority())) {
            throw new Refused(Problem.Code.UNAUTHORISED, "this node is 127.0.0.1, not " + request.authority());
        }
        if (isOfClients(path)) {
            return;
        }
        boolean reads = isReading(request.prologue().method()) || isQuestion(path);
        boolean isOpen = reads && (isPublic || (isLoopback && !isSecret(path)));
        if (!isOpen && !isKnown(request)) {
            throw new Refused(
                    Problem.Code.UNAUTHORISED,
                    "say `Authorization: Bearer` and the token in the node's file api-token, or come with a client"
                            + " certificate that it knows");
        }
    }

    /// Package clients have rights and error forms of their own, which their ecosystems look after.
    static boolean isOfClients(String path) {
        return path.startsWith("/v2/")
                || path.equals("/v2")
                || path.startsWith("/maven2/")
                || path.startsWith("/pypi/");
    }

    private boolean isKnown(ServerRequest request) {
        Optional<Certificate[]> chain = request.remotePeer().tlsCertificates();
        if (clients.isPresent() && chain.isPresent() && clients.get().mayChange(chain.get()[0])) {
            return true;
        }
        String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        return MessageDigest.isEqual(
                secret(given).getBytes(StandardCharsets.UTF_8), token.secret().getBytes(StandardCharsets.UTF_8));
    }

    /// The token after `Bearer`, or as the password of anybody after `Basic`, which is all that some clients can say.
    private static String secret(String authorization) {
        int space = authorization.indexOf(' ');
        String scheme = authorization.substring(0, Math.max(0, space));
        String given = authorization.substring(space + 1).strip();
        if (!scheme.equalsIgnoreCase("Basic")) {
            return scheme.equalsIgnoreCase("Bearer") ? given : "";
        }
        try {
            String nameAndPassword = new String(Base64.getDecoder().decode(given), StandardCharsets.UTF_8);
            return nameAndPassword.substring(nameAndPassword.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// The last is what Docker Desktop's virtual machine calls this one, and nobody can own that name.
    private static boolean isOwnName(String authority) {
        return OWN_NAME.matcher(authority).matches();
    }
}
