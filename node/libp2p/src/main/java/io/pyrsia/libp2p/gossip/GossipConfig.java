package io.pyrsia.libp2p.gossip;

import java.time.Duration;
import java.util.Set;

/// How dense the mesh is, how long things are remembered, and which topics exist at all.
public record GossipConfig(
        Set<String> topics,
        int degree,
        int degreeLow,
        int degreeHigh,
        int degreeOutbound,
        int degreeScore,
        int lazyDegree,
        Duration heartbeat,
        Duration seenLifetime,
        Duration pruneBackoff,
        Duration unsubscribeBackoff,
        ScoreConfig score) {

    public GossipConfig {
        topics = Set.copyOf(topics);
        boolean ordered = degreeOutbound < degreeLow && degreeLow <= degree && degree <= degreeHigh;
        if (!ordered || degreeOutbound > degree / 2 || degreeScore > degree) {
            throw new IllegalArgumentException("outbound < low <= degree <= high, outbound <= degree/2");
        }
    }

    /// The degrees that the specification recommends; messages of other topics than `topics` are dropped.
    public static GossipConfig standard(Set<String> topics) {
        return new GossipConfig(
                topics,
                6,
                5,
                12,
                2,
                4,
                6,
                Duration.ofSeconds(1),
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                ScoreConfig.standard());
    }
}
