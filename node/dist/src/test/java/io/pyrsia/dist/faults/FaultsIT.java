package io.pyrsia.dist.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Faults while a network works. After each case: nothing that was acknowledged is lost, nothing forks, all converge.
@Tag("faults")
@SuppressWarnings("try") // an interruption ends the test
class FaultsIT {

    private static final int REGISTRIES = 8;
    private static final int KILLS = 50;
    private static final int FAULT_SECONDS = 5;
    private static final int DAY_SECONDS = 86_400;
    private static final int DISK_MIB = 32;
    private static final int LEFT_MIB = 1;
    private static final int ENOUGH_MIB = 512;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /// What a case does to a network that works.
    @FunctionalInterface
    private interface Faults {
        String happen(FaultNetwork network, Load load) throws Exception;
    }

    /// What a case does before the network starts.
    @FunctionalInterface
    private interface Start {
        void begin(FaultNetwork network) throws Exception;
    }

    private void run(String name, Faults faults) throws Exception {
        run(name, FaultNetwork::start, faults);
    }

    private void run(String name, Start start, Faults faults) throws Exception {
        long began = System.nanoTime();
        List<PrivateKey> registries = IntStream.range(0, REGISTRIES)
                .mapToObj(i -> PrivateKey.generate(Randomness.secure()))
                .toList();
        Namespaces namespaces = Namespaces.problem().isEmpty() ? Namespaces.create(FaultNetwork.AUTHORITIES + 1) : null;
        try (FaultNetwork network = FaultNetwork.prepare(folder, registries, namespaces)) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(network::end));
            start.begin(network);
            try (Load load = Load.on(network, registries);
                    Heads heads = Heads.of(network)) {
                load.awaitMore(50);
                String figures = faults.happen(network, load);
                load.awaitMore(50);
                String outcome = Outcome.check(network, load, heads);
                System.out.println("faults: " + name + ": " + figures + "; " + outcome + "; "
                        + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
            }
        }
    }

    static void notRun(String name, String why) {
        if (!why.isEmpty()) {
            System.out.println("faults: " + name + ": not run: " + why);
        }
        assumeTrue(why.isEmpty(), why);
    }

    @Test
    void killsEachNodeInTurn() throws Exception {
        run("kill -9", (network, load) -> {
            List<Long> recoveries = new ArrayList<>();
            for (int round = 0; round < KILLS / 2; round++) {
                FaultNode node = network.nodes().get(round % network.nodes().size());
                node.kill();
                load.awaitMore(5);
                node.start(Map.of());
                // And once more while it starts, at another moment in each round.
                load.awaitMore(2 * round);
                node.kill();
                long began = System.nanoTime();
                node.start(Map.of());
                node.awaitReady();
                recoveries.add(System.nanoTime() - began);
            }
            List<Long> sorted = recoveries.stream().sorted().toList();
            return KILLS + " kills, every second one while a node starts, ready again after " + Load.ms(sorted, 50)
                    + " ms, at the latest " + Load.ms(sorted, 100) + " ms";
        });
    }

    @Test
    void stopsAsManyAsMayFail() throws Exception {
        run("stopped", (network, load) -> {
            FaultNode frozen = network.nodes().get(1);
            FaultNode killed = network.nodes().get(2);
            frozen.freeze();
            load.goOn(FAULT_SECONDS);
            load.awaitMore(20);
            frozen.thaw();
            load.awaitMore(20);
            killed.kill();
            load.goOn(FAULT_SECONDS);
            load.awaitMore(20);
            // One more than may fail: nothing is agreed on now, and nothing is lost.
            frozen.freeze();
            load.goOn(FAULT_SECONDS);
            killed.start(Map.of());
            load.awaitMore(20);
            frozen.thaw();
            return FaultNetwork.F + " of " + FaultNetwork.AUTHORITIES + " frozen, then killed, then one more";
        });
    }

    @Test
    void cutsLinks() throws Exception {
        notRun("links cut", Namespaces.problem());
        run("links cut", (network, load) -> {
            FaultNode regular = network.nodes().getLast();
            network.cut(network.nodes().get(0));
            load.goOn(FAULT_SECONDS);
            load.awaitMore(20);
            network.cut(regular);
            load.awaitMore(20);
            // Two of four: no quorum.
            network.cut(network.nodes().get(3));
            load.goOn(FAULT_SECONDS);
            network.join(network.nodes().get(0));
            load.awaitMore(20);
            network.join(network.nodes().get(3));
            network.join(regular);
            load.awaitMore(20);
            // Now nobody reaches anybody.
            for (FaultNode node : network.nodes()) {
                network.cut(node);
            }
            load.goOn(FAULT_SECONDS);
            for (FaultNode node : network.nodes()) {
                network.join(node);
            }
            load.awaitMore(20);
            return "an authority, the regular node, half of the authorities, everybody";
        });
    }

    @Test
    void fillsADisk() throws Exception {
        notRun("full disk", SmallDisk.problem(folder));
        Path poorFolder = folder.resolve("network/nodes/authority-3");
        List<SmallDisk> disks = new ArrayList<>();
        try {
            run(
                    "full disk",
                    network -> {
                        disks.add(SmallDisk.under(poorFolder, DISK_MIB));
                        network.start();
                    },
                    (network, load) -> {
                        FaultNode poor = network.nodes().get(2);
                        SmallDisk disk = disks.getFirst();
                        assertEquals(1, poor.awaitEnd(() -> disk.tighten(LEFT_MIB)), poor.said());
                        assertTrue(poor.said().contains("is full: make room, then start again"), poor.said());
                        load.awaitMore(20);
                        poor.start(Map.of());
                        // Either it does not start, or what is left is used up again.
                        int again = poor.awaitEnd(() -> disk.tighten(LEFT_MIB));
                        assertTrue(again == 5 || again == 1, poor.said());
                        assertEquals(2, poor.said().split("is full: make room", -1).length - 1, poor.said());
                        disk.grow(ENOUGH_MIB);
                        poor.start(Map.of());
                        poor.awaitReady();
                        return "an authority's disk, twice";
                    });
        } finally {
            for (SmallDisk disk : disks) {
                disk.close();
            }
        }
    }

    @Test
    void skewsAClock() throws Exception {
        Optional<OtherClock> clock = OtherClock.in(folder);
        notRun("wrong clock", clock.isEmpty() ? "libfaketime is not installed" : "");
        run(
                "wrong clock",
                network -> {
                    for (FaultNode node : network.nodes()) {
                        node.start(
                                node == network.nodes().get(3)
                                        ? clock.orElseThrow().environment()
                                        : Map.of());
                    }
                    network.awaitReady();
                },
                (network, load) -> {
                    FaultNode wrong = network.nodes().get(3);
                    for (int seconds : new int[] {DAY_SECONDS, -DAY_SECONDS, 30, 0}) {
                        clock.orElseThrow().offBySeconds(seconds);
                        load.goOn(FAULT_SECONDS / 2);
                        load.awaitMore(20);
                        long height = network.nodes().getFirst().status().height();
                        Await.until(() -> "it follows", () -> wrong.status().height() >= height);
                    }
                    assertFalse(wrong.said().contains("pyrsia: "), wrong.said());
                    return "an authority a day ahead, a day behind, half a minute ahead";
                });
    }
}
