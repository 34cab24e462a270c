package io.pyrsia.registry.upstream;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.registry.Memory;
import io.pyrsia.registry.Upstream.Login;
import io.pyrsia.registry.Upstream.Mirror;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Answers what servers want to see: a token of the service that their challenge names, or name and secret.
final class Logins {

    private static final int MAX_TOKENS = 1_000;
    private static final int MAX_TOKEN_BYTES = 1 << 16;
    /// What a token lasts if its service does not say, and what is left unused of it.
    private static final long USUAL_SECONDS = 60;
    private static final long MARGIN_SECONDS = 10;

    private record Key(URI mirror, String pack) {}

    private final Wire wire;
    private final Memory<Key, String> tokens;

    Logins(Wire wire, Clock clock) {
        this.wire = wire;
        this.tokens = new Memory<>(clock, MAX_TOKENS);
    }

    /// What to say without having been asked: the token that worked before.
    Optional<String> usual(Mirror mirror, String pack) {
        return tokens.get(new Key(mirror.base(), pack));
    }

    /// What to say to this challenge; empty if there is nothing to say.
    Optional<String> answer(Mirror mirror, String pack, String header) throws IOException {
        try {
            tokens.forget(new Key(mirror.base(), pack));
            Challenge challenge = Challenge.parse(header);
            return switch (challenge.scheme()) {
                case "basic" -> mirror.login().map(Logins::basic);
                case "bearer" -> Optional.of(bearer(mirror, pack, challenge));
                default -> Optional.empty();
            };
        } catch (Malformed e) {
            throw new IOException(e.reason());
        }
    }

    private String bearer(Mirror mirror, String pack, Challenge challenge) throws IOException, Malformed {
        URI realm = realm(mirror, challenge);
        Map<String, String> headers = mirror.login()
                .map(login -> Map.of("Authorization", basic(login)))
                .orElse(Map.of());
        try (Answer answer = wire.ask("GET", realm, headers)) {
            if (answer.status() != 200) {
                throw new IOException("the token service answers " + answer.status());
            }
            byte[] body = answer.body().readNBytes(MAX_TOKEN_BYTES + 1);
            if (!(JsonReader.read(Bytes.wrap(body), MAX_TOKEN_BYTES) instanceof Json.Obj object)) {
                throw new Malformed("the token service's answer is not an object");
            }
            String token = object.text(object.get("token") == null ? "access_token" : "token");
            if (!token.matches("[\\x21-\\x7e]+")) {
                throw new Malformed("a token of other characters than tokens have");
            }
            long seconds = object.get("expires_in") == null ? USUAL_SECONDS : object.integer("expires_in");
            String authorization = "Bearer " + token;
            if (seconds > MARGIN_SECONDS) {
                tokens.put(
                        new Key(mirror.base(), pack),
                        authorization,
                        Duration.ofSeconds(Math.min(seconds, 3_600) - MARGIN_SECONDS));
            }
            return authorization;
        }
    }

    /// Where tokens are given; a secret is sent there only over TLS, or where the upstream itself is asked without.
    private static URI realm(Mirror mirror, Challenge challenge) throws Malformed {
        try {
            URI realm = URI.create(challenge.parameter("realm"));
            boolean isSafe = "https".equals(realm.getScheme())
                    || ("http".equals(realm.getScheme())
                            && "http".equals(mirror.base().getScheme()));
            if (realm.getHost() == null || !isSafe) {
                throw new Malformed("a token service at an address that is not asked");
            }
            StringBuilder query = new StringBuilder(realm.getRawQuery() == null ? "" : realm.getRawQuery());
            for (String name : new String[] {"service", "scope"}) {
                if (!challenge.parameter(name).isEmpty()) {
                    query.append(query.isEmpty() ? "" : "&")
                            .append(name)
                            .append('=')
                            .append(URLEncoder.encode(challenge.parameter(name), StandardCharsets.UTF_8));
                }
            }
            String address = realm.getScheme() + "://" + realm.getRawAuthority()
                    + (realm.getRawPath() == null ? "" : realm.getRawPath());
            return URI.create(query.isEmpty() ? address : address + "?" + query);
        } catch (IllegalArgumentException e) {
            throw new Malformed("a token service without an address");
        }
    }

    private static String basic(Login login) {
        String pair = login.user() + ":" + login.secret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
