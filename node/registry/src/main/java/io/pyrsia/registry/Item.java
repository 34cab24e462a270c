package io.pyrsia.registry;

import io.pyrsia.base.Digest;
import java.util.Optional;

/// One file that a client asks for.
///
/// @param registry the upstream that the client means (`docker.io`), or empty for all in their order
/// @param pack what policies and allow-lists look at: `library/alpine`, `org.apache.commons/commons-lang3`
/// @param path its path within an upstream, already checked to be harmless
/// @param digest its content, where the name says it
/// @param limitBytes the largest file that makes sense under such a name
public record Item(String registry, String pack, String path, Kind kind, Optional<Digest> digest, long limitBytes) {

    /// What a name promises.
    public enum Kind {
        /// The name is the digest.
        CONTENT,
        /// The name means the same bytes for ever, like a release's file.
        FIXED,
        /// The name may mean other bytes tomorrow, like a tag.
        MOVING
    }

    public Item {
        if ((kind == Kind.CONTENT) != digest.isPresent()) {
            throw new IllegalArgumentException("a name is a digest or it is not: " + path);
        }
    }

    public static Item content(String registry, String pack, String path, Digest digest, long limitBytes) {
        return new Item(registry, pack, path, Kind.CONTENT, Optional.of(digest), limitBytes);
    }

    public static Item fixed(String registry, String pack, String path, long limitBytes) {
        return new Item(registry, pack, path, Kind.FIXED, Optional.empty(), limitBytes);
    }

    public static Item moving(String registry, String pack, String path, long limitBytes) {
        return new Item(registry, pack, path, Kind.MOVING, Optional.empty(), limitBytes);
    }
}
