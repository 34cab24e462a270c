package io.pyrsia.log.note;

import io.pyrsia.base.crypto.PrivateKey;
import java.util.Random;

/// Keys for tests: the same number gives the same key.
public final class Keys {

    private Keys() {}

    public static PrivateKey secret(int number) {
        return PrivateKey.generate(new Random(number));
    }

    public static NoteSigner signer(String name, int number) {
        return new NoteSigner(name, secret(number));
    }
}
