package io.pyrsia.libp2p.gossip;

import java.time.Duration;

/// What counts for and against a peer, and below which sum it is treated how.
///
/// Deliveries and the time in the mesh count for it, up to a cap; invalid messages, broken promises, misbehaviour and
/// many peers at one address count against it, by their square.
public record ScoreConfig(
        double timeInMeshWeight,
        Duration timeInMeshQuantum,
        double timeInMeshCap,
        double firstDeliveryWeight,
        double firstDeliveryCap,
        double invalidWeight,
        double behaviourWeight,
        double behaviourThreshold,
        double sameAddressWeight,
        int sameAddressThreshold,
        double decay,
        double decayToZero,
        double gossipThreshold,
        double publishThreshold,
        double graylistThreshold,
        double opportunisticThreshold,
        Duration retention) {

    public ScoreConfig {
        boolean ordered = graylistThreshold < publishThreshold && publishThreshold < gossipThreshold;
        if (!ordered || gossipThreshold >= 0 || decay <= 0 || decay >= 1) {
            throw new IllegalArgumentException("graylist < publish < gossip < 0 and 0 < decay < 1");
        }
    }

    public static ScoreConfig standard() {
        return new ScoreConfig(
                0.01,
                Duration.ofSeconds(1),
                300,
                0.5,
                100,
                -10,
                -1,
                6,
                -5,
                8,
                0.98,
                0.01,
                -10,
                -50,
                -80,
                1,
                Duration.ofHours(1));
    }
}
