package io.pyrsia.sim.net;

import java.util.SplittableRandom;

/// Ten regions around the globe: the mean round-trip times that IBM Cloud publishes for its VPC regions, 13 July to
/// 11 August 2024, of which a message takes half; nodes are dealt out to the regions in turn.
public final class WideArea implements Latency {

    /// Round trip between two zones of one region, as published for Dallas: 2.1 ms.
    private static final int WITHIN_REGION_MICROS = 2_100;

    /// Dallas, Toronto, Washington, Frankfurt, London, Madrid, Osaka, Sydney, Tokyo, São Paulo.
    private static final int[][] ROUND_TRIP_MILLIS = {
        {0, 34, 31, 123, 113, 118, 151, 186, 144, 144},
        {34, 0, 19, 93, 82, 106, 170, 215, 163, 130},
        {31, 19, 0, 91, 75, 88, 175, 214, 166, 119},
        {123, 93, 92, 0, 13, 29, 232, 250, 234, 199},
        {113, 83, 76, 13, 0, 27, 245, 261, 246, 187},
        {120, 106, 87, 29, 27, 0, 258, 275, 260, 209},
        {152, 170, 173, 232, 245, 257, 0, 122, 9, 293},
        {185, 214, 214, 249, 261, 275, 122, 0, 115, 327},
        {144, 163, 168, 236, 246, 259, 9, 115, 0, 286},
        {144, 130, 120, 195, 186, 208, 293, 326, 285, 0}
    };

    public static final int REGIONS = ROUND_TRIP_MILLIS.length;

    private final double jitter;

    /// @param jitter the mean of what a message takes longer, as a share of its path
    public WideArea(double jitter) {
        this.jitter = jitter;
    }

    @Override
    public long drawMicros(int from, int to, SplittableRandom random) {
        long path = oneWayMicros(from, to);
        return path + (long) (-Math.log(1 - random.nextDouble()) * jitter * path);
    }

    /// What a message takes without jitter.
    public static long oneWayMicros(int from, int to) {
        int source = from % REGIONS;
        int target = to % REGIONS;
        return source == target ? WITHIN_REGION_MICROS / 2 : ROUND_TRIP_MILLIS[source][target] * 500L;
    }
}
