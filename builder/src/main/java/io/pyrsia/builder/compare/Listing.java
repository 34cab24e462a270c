package io.pyrsia.builder.compare;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What an artifact is made of.
///
/// @param raw the digest of its bytes
/// @param stream the digest of its bytes without compression, for formats that are compressed as a whole
/// @param refused why it was not looked into, if it was not; then it has no members and is only as much as its bytes
public record Listing(
        Kind kind,
        Bytes raw,
        @Nullable Bytes stream,
        List<Member> members,
        @Nullable String refused) {

    public Listing {
        members = List.copyOf(members);
    }

    /// Reads an artifact. One that is not what its kind says, or hostile, is read as plain bytes, and says why.
    public static Listing of(Path file, Kind kind, Bounds bounds) throws IOException {
        Bytes raw = digest(file);
        if (kind == Kind.FILE) {
            return new Listing(kind, raw, null, List.of(), null);
        }
        try {
            return read(file, kind, bounds, raw);
        } catch (Malformed e) {
            return new Listing(kind, raw, null, List.of(), e.reason());
        }
    }

    private static Listing read(Path file, Kind kind, Bounds bounds, Bytes raw) throws IOException, Malformed {
        Keeper keeper = new Keeper(path -> Declared.looksInto(kind, path), bounds);
        List<Member> members;
        Bytes stream = null;
        switch (kind) {
            case JAR, WHEEL, ZIP -> members = Zip.read(file, bounds, keeper);
            case DEB -> {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                    members = Deb.read(in, new Bounds.Budget(bounds), keeper);
                } catch (IOException e) {
                    throw torn(e);
                }
            }
            default -> {
                MessageDigest hash = Digest.Algorithm.SHA256.start();
                try (InputStream in = new DigestInputStream(Compression.open(Files.newInputStream(file)), hash)) {
                    members = Tar.read(in, "", kind, new Bounds.Budget(bounds), keeper);
                } catch (IOException e) {
                    throw torn(e);
                }
                stream = Bytes.wrap(hash.digest());
            }
        }
        Paths.checkAll(members);
        return new Listing(kind, raw, stream, Declared.apply(kind, members, keeper), null);
    }

    private static Malformed torn(IOException e) {
        return new Malformed("it cannot be read: " + e.getMessage());
    }

    private static Bytes digest(Path file) throws IOException {
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        byte[] chunk = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                hash.update(chunk, 0, got);
            }
        }
        return Bytes.wrap(hash.digest());
    }
}
