package io.pyrsia.sim;

import io.pyrsia.consensus.Config;
import io.pyrsia.consensus.Limits;
import io.pyrsia.sim.fault.FaultPlan;
import io.pyrsia.sim.kernel.Concern;
import io.pyrsia.sim.kernel.RandomStreams;
import io.pyrsia.sim.liar.Lie;
import io.pyrsia.sim.net.Latency;
import io.pyrsia.sim.node.Habits;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// What a run is made of, all of it drawn from the seed: who takes part, who lies and how, and what goes wrong.
///
/// @param authorities how many there are at the start
/// @param joiners nodes that are no authorities yet
/// @param liars which authorities lie, and how
/// @param faults what goes wrong with machines and links
/// @param chaosMicros how long it goes wrong
/// @param changesPerSecond how often a client asks for another set of authorities
/// @param wipesPerSecond how often a machine loses its disk
/// @param hunted whether the leaders are cut off one after the other when the chaos is over
/// @param upgrade whether the message format changes on the way
/// @param hasty whether some nodes write the new format before all can read it
/// @param loses whether it ends with the loss of more authorities than a set can bear
public record Scenario(
        int authorities,
        int joiners,
        Map<Integer, Lie> liars,
        FaultPlan faults,
        long chaosMicros,
        double transactionsPerSecond,
        double changesPerSecond,
        double wipesPerSecond,
        boolean hunted,
        boolean upgrade,
        boolean hasty,
        boolean loses,
        Config config) {

    private static final List<Integer> SIZES = List.of(4, 4, 4, 5, 5, 7, 7, 10);
    private static final int JOINERS = 3;
    private static final double TOO_MANY_LIARS = 0.06;
    private static final double HUNTED = 0.08;

    /// Large sets send too much in so long a time.
    private static final int MOST_HUNTED = 5;

    private static final long SHORTEST_CHAOS_MICROS = 1_500_000;
    private static final long LONGEST_CHAOS_MICROS = 6_000_000;

    private static final List<Lie> LIES = List.of(
            Lie.EQUIVOCATOR,
            Lie.CONFLICTING_VOTER,
            Lie.IMPERSONATOR,
            Lie.CENSOR,
            Lie.NULLER,
            Lie.STALE_REPLAYER,
            Lie.BYTE_MUTATOR,
            Lie.SPLIT_CERTIFICATES,
            Lie.STALE_PARENT,
            Lie.ORPHAN_MAKER,
            Lie.FIRST_TWIN);

    /// Those that can fork a chain when there are enough of them.
    private static final List<Lie> FORKING_LIES =
            List.of(Lie.EQUIVOCATOR, Lie.CONFLICTING_VOTER, Lie.SPLIT_CERTIFICATES, Lie.FIRST_TWIN);

    /// f of a set of this size.
    static int faults(int size) {
        return (size - 1) / 3;
    }

    /// Whether more authorities lie than any protocol can bear.
    public boolean tooManyLiars() {
        return liars.size() > faults(authorities);
    }

    public static Scenario draw(RandomStreams streams) {
        SplittableRandom random = streams.stream(Concern.PLAN);
        int authorities = SIZES.get(random.nextInt(SIZES.size()));
        boolean tooMany = random.nextDouble() < TOO_MANY_LIARS;
        boolean changes = !tooMany && random.nextInt(3) == 0;
        boolean upgrade = random.nextInt(5) == 0;
        return new Scenario(
                authorities,
                changes ? JOINERS : 0,
                liars(streams.stream(Concern.LIARS), authorities, tooMany),
                FaultPlan.draw(random),
                random.nextLong(SHORTEST_CHAOS_MICROS, LONGEST_CHAOS_MICROS),
                2 + 20 * random.nextDouble(),
                changes ? 0.3 + random.nextDouble() : 0,
                !tooMany && random.nextInt(5) == 0 ? 0.3 : 0,
                !tooMany
                        && authorities <= MOST_HUNTED
                        && streams.stream(Concern.HUNT).nextDouble() < HUNTED,
                upgrade,
                upgrade && random.nextInt(3) == 0,
                false,
                config(random));
    }

    /// The same with nobody who lies, until more authorities are lost for good than a set can bear.
    static Scenario losing(RandomStreams streams) {
        Scenario drawn = draw(streams);
        return new Scenario(
                drawn.authorities,
                JOINERS,
                Map.of(),
                drawn.faults,
                drawn.chaosMicros,
                drawn.transactionsPerSecond,
                drawn.changesPerSecond,
                0,
                false,
                drawn.upgrade,
                drawn.hasty,
                true,
                drawn.config);
    }

    /// A network in which nothing goes wrong.
    static Scenario calm(int authorities, Latency latency, Config config) {
        return new Scenario(
                authorities, 0, Map.of(), FaultPlan.none(latency), 0, 0, 0, 0, false, false, false, false, config);
    }

    private static Config config(SplittableRandom random) {
        long delta = random.nextLong(20, 150);
        return new Config(delta, delta * random.nextLong(6, 20), random.nextLong(200, 800));
    }

    /// Liars of one kind can do more together, and so can those who lead one after the other.
    private static Map<Integer, Lie> liars(SplittableRandom random, int authorities, boolean tooMany) {
        int most = faults(authorities);
        int count = tooMany ? most + 1 + random.nextInt(most) : random.nextInt(most + 1);
        List<Lie> lies = tooMany ? FORKING_LIES : LIES;
        boolean isConspiracy = random.nextInt(3) == 0;
        boolean areNeighbours = random.nextBoolean();
        int first = random.nextInt(authorities);
        Lie shared = lies.get(random.nextInt(lies.size()));
        Map<Integer, Lie> liars = new TreeMap<>();
        while (liars.size() < count) {
            int seat = areNeighbours ? (first + liars.size()) % authorities : random.nextInt(authorities);
            liars.put(seat, isConspiracy ? shared : lies.get(random.nextInt(lies.size())));
        }
        return liars;
    }

    /// How the runtime of a node behaves, drawn for each by itself.
    Habits habits(SplittableRandom random) {
        boolean exact = faults.syncMicros() == 0;
        long longestSync = config.deltaMs() * 1_000 / 8;
        return new Habits(
                config,
                Math.min(faults.syncMicros(), longestSync),
                exact ? 0 : 2_000,
                random.nextBoolean(),
                1 + faults.clockDrift() * (2 * random.nextDouble() - 1),
                1 + random.nextInt(8),
                random.nextBoolean() ? 0 : Limits.CHECKPOINT_INTERVAL,
                random.nextBoolean());
    }
}
