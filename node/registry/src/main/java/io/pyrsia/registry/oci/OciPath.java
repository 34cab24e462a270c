package io.pyrsia.registry.oci;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.registry.oci.OciError.Code;

/// What a path below `/v2/` asks for.
sealed interface OciPath {

    record Base() implements OciPath {}

    record Token() implements OciPath {}

    /// A manifest by a tag or a digest.
    record Manifest(String repository, String reference) implements OciPath {

        boolean isDigest() {
            return reference.indexOf(':') >= 0;
        }
    }

    record BlobOf(String repository, Digest digest) implements OciPath {}

    record Uploads(String repository) implements OciPath {}

    record Upload(String repository, String id) implements OciPath {}

    record Tags(String repository) implements OciPath {}

    record Referrers(String repository, Digest subject) implements OciPath {}

    /// Reads the path behind `/v2`, as it was sent: nothing in it may be escaped.
    static OciPath parse(String path) throws OciError {
        if (path.isEmpty() || path.equals("/")) {
            return new Base();
        }
        if (path.equals("/token")) {
            return new Token();
        }
        String[] parts = path.substring(1).split("/", -1);
        int count = parts.length;
        if (count >= 3 && parts[count - 2].equals("tags") && parts[count - 1].equals("list")) {
            return new Tags(repository(parts, count - 2));
        }
        if (count >= 4 && parts[count - 3].equals("blobs") && parts[count - 2].equals("uploads")) {
            return parts[count - 1].isEmpty()
                    ? new Uploads(repository(parts, count - 3))
                    : new Upload(repository(parts, count - 3), parts[count - 1]);
        }
        if (count >= 3) {
            String last = parts[count - 1];
            switch (parts[count - 2]) {
                case "manifests" -> {
                    return new Manifest(repository(parts, count - 2), reference(last));
                }
                case "blobs" -> {
                    return last.equals("uploads")
                            ? new Uploads(repository(parts, count - 2))
                            : new BlobOf(repository(parts, count - 2), digest(last));
                }
                case "referrers" -> {
                    return new Referrers(repository(parts, count - 2), digest(last));
                }
                default -> {
                    // Told below.
                }
            }
        }
        throw new OciError(404, Code.NAME_UNKNOWN, "there is nothing at such a path");
    }

    private static String repository(String[] parts, int count) throws OciError {
        String name = String.join("/", java.util.Arrays.copyOf(parts, count));
        if (!OciName.isRepository(name)) {
            throw new OciError(
                    400, Code.NAME_INVALID, "a repository is lower case letters, digits, '.', '_', '-' and '/'");
        }
        return name;
    }

    private static String reference(String text) throws OciError {
        if (text.indexOf(':') >= 0) {
            return digest(text).toString();
        }
        if (!OciName.isTag(text)) {
            throw new OciError(400, Code.MANIFEST_INVALID, "a tag is at most 128 letters, digits, '_', '.' and '-'");
        }
        return text;
    }

    static Digest digest(String text) throws OciError {
        try {
            return Digest.parse(text);
        } catch (Malformed e) {
            throw new OciError(400, Code.DIGEST_INVALID, e.reason());
        }
    }
}
