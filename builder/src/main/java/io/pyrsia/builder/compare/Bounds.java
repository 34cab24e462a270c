package io.pyrsia.builder.compare;

import io.pyrsia.base.Malformed;

/// How much of an archive is looked at; what is larger is not normalised.
///
/// @param bytes how many bytes its members may have together once they are decompressed
/// @param kept how large a member may be whose text is looked into
public record Bounds(long bytes, int members, int pathBytes, int kept) {

    public static final Bounds DEFAULT = new Bounds(8L << 30, 500_000, 4_096, 4 << 20);

    /// Counts what was read so far.
    static final class Budget {
        private final Bounds bounds;
        private long bytes;
        private int members;

        Budget(Bounds bounds) {
            this.bounds = bounds;
        }

        void bytes(long more) throws Malformed {
            bytes += more;
            if (bytes > bounds.bytes) {
                throw new Malformed("it unpacks to more than " + bounds.bytes + " bytes");
            }
        }

        void member(String path) throws Malformed {
            if (++members > bounds.members) {
                throw new Malformed("it has more than " + bounds.members + " members");
            }
            if (path.length() > bounds.pathBytes) {
                throw new Malformed("it has a path of more than " + bounds.pathBytes + " characters");
            }
        }
    }
}
