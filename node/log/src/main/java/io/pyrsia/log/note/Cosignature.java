package io.pyrsia.log.note;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.crypto.PublicKey;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/// What a witness signs (tlog-cosignature, cosignature/v1): that at a time this was the largest consistent tree it saw.
final class Cosignature {

    private static final int TIME_BYTES = 8;

    private Cosignature() {}

    static Bytes sign(PrivateKey key, String text, long seconds) {
        Bytes signature = key.sign(message(text, seconds));
        return new ByteWriter().u64(seconds).bytes(signature).toBytes();
    }

    static boolean verifies(PublicKey key, String text, Bytes signature) {
        if (signature.size() != TIME_BYTES + PublicKey.SIGNATURE_BYTES || signature.getLong(0) < 0) {
            return false;
        }
        return key.verifies(message(text, signature.getLong(0)), signature.slice(TIME_BYTES));
    }

    static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes message(String text, long seconds) {
        return utf8("cosignature/v1\ntime " + seconds + "\n" + text);
    }
}
