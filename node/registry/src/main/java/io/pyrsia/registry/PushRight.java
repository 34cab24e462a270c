package io.pyrsia.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/// The right to push into this node's own namespaces: whoever knows the secret has it. It prints as nothing.
///
/// Clients say it as `Bearer SECRET`, or as the password beside any user name (`Basic`).
public final class PushRight {

    private static final int MAX_CHARACTERS = 4_096;

    private final byte[] secret;

    public PushRight(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /// Whether an `Authorization` header proves the right.
    public boolean isProven(Optional<String> authorization) {
        return authorization.flatMap(PushRight::given).filter(this::isSecret).isPresent();
    }

    private boolean isSecret(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret);
    }

    /// What a header says: the token, or the password.
    public static Optional<String> given(String header) {
        if (header.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(header.substring(7).strip());
        }
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "the right to push";
    }
}
