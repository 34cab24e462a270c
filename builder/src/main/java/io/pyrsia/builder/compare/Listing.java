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
import java.util.Map;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What an artifact is made of.
///
/// @param stream the digest of its bytes without compression, for formats that are compressed as a whole
/// @param refused why it was not looked into, if it was not; then it has no members and is only as much as its bytes
public record Listing(
        Kind kind,
        @Nullable Bytes stream,
        List<Member> members,
        @Nullable String refused) {

    public Listing {
        members = List.copyOf(members);
    }

    /// Reads an artifact. One that is not what its kind says, or hostile, is read as plain bytes, and says why.
    public static Listing of(Path file, Kind kind, Bounds bounds) throws IOException {
        return of(file, kind, bounds, Map.of());
    }

    /// @param before by their names, members of a file that was read before and probably has the same
    static Listing of(Path file, Kind kind, Bounds bounds, Map<String, Member> before) throws IOException {
        Keeper keeper = new Keeper(path -> Declared.looksInto(kind, path), bounds);
        try {
            return switch (kind) {
                case FILE -> new Listing(kind, null, List.of(), null);
                case JAR, WHEEL, ZIP -> of(kind, null, Zip.read(file, bounds, keeper, before), keeper);
                case DEB -> {
                    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                        yield of(kind, null, Deb.read(in, new Bounds.Budget(bounds), keeper), keeper);
                    } catch (IOException e) {
                        throw torn(e);
                    }
                }
                case NPM, CRATE, SDIST, LAYER, TAR -> {
                    MessageDigest hash = Digest.Algorithm.SHA256.start();
                    List<Member> members;
                    try (InputStream in = new DigestInputStream(Compression.open(Files.newInputStream(file)), hash)) {
                        members = Tar.read(in, "", kind, new Bounds.Budget(bounds), keeper);
                    } catch (IOException e) {
                        throw torn(e);
                    }
                    yield of(kind, Bytes.wrap(hash.digest()), members, keeper);
                }
            };
        } catch (Malformed e) {
            return new Listing(kind, null, List.of(), e.reason());
        }
    }

    private static Listing of(Kind kind, @Nullable Bytes stream, List<Member> members, Keeper keeper) throws Malformed {
        Paths.checkAll(members);
        return new Listing(kind, stream, Declared.apply(kind, members, keeper), null);
    }

    private static Malformed torn(IOException e) {
        return new Malformed("it cannot be read: " + e.getMessage());
    }

    Map<String, Member> byPath() {
        Map<String, Member> byPath = new TreeMap<>();
        members.forEach(member -> byPath.put(member.path(), member));
        return byPath;
    }
}
