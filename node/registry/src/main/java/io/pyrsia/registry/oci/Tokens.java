package io.pyrsia.registry.oci;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.registry.PushRight;
import java.util.Map;

/// The token dance that docker insists on before it sends a password: everybody gets a token, and one that was given
/// for the push token is the push token.
final class Tokens {

    private static final String ANONYMOUS = "anonymous";

    private Tokens() {}

    /// Says where tokens are given.
    static void challenge(ServerRequest request, ServerResponse response) {
        String scheme = request.isSecure() ? "https" : "http";
        response.header(
                HeaderNames.WWW_AUTHENTICATE,
                "Bearer realm=\"" + scheme + "://" + request.authority() + "/v2/token\",service=\"pyrsia\"");
    }

    static byte[] answer(ServerRequest request) {
        String token = request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .flatMap(PushRight::given)
                .filter(given -> given.matches("[\\x21-\\x7e]+"))
                .orElse(ANONYMOUS);
        return CanonicalJson.bytes(Json.object(Map.of("token", Json.of(token), "access_token", Json.of(token))))
                .toArrayUnsafe();
    }
}
