package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.pyrsia.client.ApiClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What goes wrong around four authorities: nothing that was decided is lost, nobody contradicts himself, and
/// the network goes on by itself or a condition says what somebody must do.
@Tag("e2e-long")
class FaultTest {

    /// An authority can vouch for so many builders and no more.
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Installed cluster;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Network network;

    @BeforeAll
    static void foundANetworkWhoseOperatorDiesMeanwhile() throws Exception {
        cluster = Installed.install();
        network = new Network(cluster);
        network.create("");
        for (String step : List.of("KeyReady", "GenesisReady")) {
            Await.that("a node is at " + step, () -> network.nodes().stream()
                    .anyMatch(node -> node.getStatus() != null
                            && node.getStatus().conditions().stream()
                                    .anyMatch(condition ->
                                            step.equals(condition.getType()) && "True".equals(condition.getStatus()))));
            cluster.killOperator();
        }
        network.awaitAll();
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void allIsWell() {
        network.awaitAll();
        network.awaitAgreement();
    }

    @Test
    void podsAreKilledWhileTheyVote() throws Exception {
        long before = network.ask(1, ApiClient::status).logSize();
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger decided = new AtomicInteger();
        Thread wishes = Thread.ofVirtual().start(() -> {
            while (!isOver.get()) {
                for (int by = 1; by <= 2; by++) {
                    decided.addAndGet(network.decides(by) ? 1 : 0);
                    LockSupport.parkNanos(BETWEEN_NANOS);
                }
            }
        });
        for (int number : List.of(3, 4)) {
            String killed = network.pod(number).orElseThrow().getMetadata().getUid();
            int soFar = decided.get();
            Await.that("votes are on their way", () -> decided.get() > soFar);
            cluster.kill(network.pod(number).orElseThrow());
            int then = decided.get();
            Await.that("the others go on", () -> decided.get() > then + 2);
            Await.that("another pod has taken its place", () -> network.pod(number)
                    .filter(pod -> !pod.getMetadata().getUid().equals(killed))
                    .isPresent());
            network.awaitAll();
        }
        isOver.set(true);
        wishes.join();
        network.awaitAgreement();
        long after = network.ask(1, ApiClient::status).logSize();
        System.out.println(decided + " decisions while two pods were killed, " + (after - before) + " more entries");
        assertTrue(after - before >= decided.get(), "something that was decided is not in the log");
    }

    @Test
    void aMachineLosesPower() throws Exception {
        Machines machines = Machines.needed();
        String machine = network.pod(4).orElseThrow().getSpec().getNodeName();
        long before = network.ask(1, ApiClient::status).logSize();
        long began = System.nanoTime();
        machines.powerOff(machine);
        Await.that("the cluster has noticed", () -> !cluster.isUp(machine));
        machines.powerOn(machine);
        Await.that("the machine is back", () -> cluster.isUp(machine));
        network.awaitAll();
        network.awaitAgreement();
        System.out.printf("all is well %.1f s after the power went%n", (System.nanoTime() - began) / 1e9);
        assertTrue(network.ask(1, ApiClient::status).logSize() > before, "the log did not go on");
    }

    @Test
    void aMachineIsCutOff() throws Exception {
        Machines machines = Machines.needed();
        String machine = network.pod(4).orElseThrow().getSpec().getNodeName();
        machines.cut(machine);
        try {
            Await.that("the cluster has noticed", () -> !cluster.isUp(machine));
        } finally {
            machines.heal(machine);
        }
        long began = System.nanoTime();
        Await.that("the machine is back", () -> cluster.isUp(machine));
        network.awaitAll();
        network.awaitAgreement();
        System.out.printf("all is well %.1f s after the machine was found again%n", (System.nanoTime() - began) / 1e9);
    }

    @Test
    void anOldCopyOfTheDataIsRefusedAndTheNewerIsTakenBack() throws Exception {
        Volumes volumes = new Volumes(cluster, network, 2);
        volumes.copy();
        network.awaitAll();
        network.awaitAgreement();
        volumes.swap();
        Await.that(
                "the condition says that the data is old, and what to do",
                () -> network.words(2).contains("older copy")
                        && network.words(2).contains("bring the newer data back"));
        System.out.println("authority-2: " + network.words(2));
        assertTrue(network.decides(1), "three cannot go on without the one that refuses");
        volumes.swap();
        network.awaitAll();
        network.awaitAgreement();
    }

    @Test
    void aSecondPodWithTheSameKeyRefuses() throws Exception {
        Pod first = network.pod(3).orElseThrow();
        Volumes volumes = new Volumes(cluster, network, 3);
        String words = volumes.runTwice();
        System.out.println("the second pod: " + words);
        assertTrue(words.contains("is in use by process"), words);
        Pod still = network.pod(3).orElseThrow();
        assertEquals(first.getMetadata().getUid(), still.getMetadata().getUid());
        assertEquals(restarts(first), restarts(still));
        network.awaitAgreement();
    }

    private static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }
}
