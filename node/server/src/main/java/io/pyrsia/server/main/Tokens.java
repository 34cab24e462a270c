package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.client.ApiToken;
import io.pyrsia.server.keys.OwnerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The token for changes, made at the first start.
final class Tokens {

    private static final int BYTES = 32;

    private Tokens() {}

    static ApiToken readOrCreate(Path file, RandomGenerator random) throws IOException, Malformed {
        if (!Files.exists(file)) {
            byte[] secret = new byte[BYTES];
            random.nextBytes(secret);
            OwnerFile.create(file, HexFormat.of().formatHex(secret) + "\n");
        }
        return ApiToken.parse(OwnerFile.read(file));
    }
}
