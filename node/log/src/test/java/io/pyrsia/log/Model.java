package io.pyrsia.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;

/// RFC 6962's definitions, word by word and without any cleverness: what everything else is compared with.
final class Model {

    private Model() {}

    static List<Bytes> entries(int count) {
        return IntStream.range(0, count).mapToObj(Model::entry).toList();
    }

    static Bytes entry(int number) {
        return Bytes.wrap(("entry " + number).getBytes(StandardCharsets.UTF_8));
    }

    /// MTH of section 2.1.
    static Hash treeHash(List<Bytes> entries) {
        if (entries.isEmpty()) {
            return sha256();
        }
        if (entries.size() == 1) {
            return sha256(new byte[] {0}, entries.getFirst().toArray());
        }
        int split = Integer.highestOneBit(entries.size() - 1);
        return sha256(
                new byte[] {1},
                treeHash(entries.subList(0, split)).bytes().toArray(),
                treeHash(entries.subList(split, entries.size())).bytes().toArray());
    }

    private static Hash sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return Hash.of(Bytes.wrap(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
