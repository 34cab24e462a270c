package io.pyrsia.libp2p.kad;

import java.time.Duration;

/// How this node takes part: under which prefix, as a server or only as a client, and how hard it searches.
public record KadConfig(String protocol, boolean server, int parallel, int disjointPaths, Duration requestTimeout) {

    /// k: the size of a bucket, of an answer, and of the group that keeps a record.
    public static final int BUCKET_SIZE = 20;

    public static final String PYRSIA = "/pyrsia/kad/1.0.0";
    public static final String IPFS = "/ipfs/kad/1.0.0";

    static final int MAX_PARALLEL = 10;

    public KadConfig {
        if (parallel < 1 || parallel > MAX_PARALLEL || disjointPaths < 1 || disjointPaths > parallel) {
            throw new IllegalArgumentException("1 <= disjoint paths <= parallel <= " + MAX_PARALLEL);
        }
    }

    /// A server under Pyrsia's own prefix.
    public static KadConfig standard() {
        return new KadConfig(PYRSIA, true, 9, 3, Duration.ofSeconds(10));
    }

    /// The same, but it asks only and answers nobody.
    public KadConfig client() {
        return new KadConfig(protocol, false, parallel, disjointPaths, requestTimeout);
    }
}
