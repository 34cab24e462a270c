package io.pyrsia.builder.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a build step takes too much of: processes, disk, memory, output, time.
@Tag("long")
class ExhaustionTest {

    private static final Quota LARGE = new Quota(8L << 30, 256L << 20, 100_000, 1_024, 64 << 10);

    @ParameterizedTest
    @EnumSource
    void aForkBombStopsAtTheLimit(Means means) throws IOException {
        Quota few = new Quota(1L << 30, 16L << 20, 1_000, 32, 64 << 10);
        String fork = "for i in $(seq 100); do sleep 600 & done; echo ALL";
        try (Cell small = Cell.open(means, few);
                Cell large = Cell.open(means, LARGE)) {
            assertEquals("ALL\n", large.sh(fork).log(), "control: a hundred are possible where the limit is higher");
            Ended bomb = small.sh(fork);
            assertTrue(bomb.log().contains("Resource temporarily unavailable"), bomb.log());
            assertFalse(bomb.log().contains("ALL"), bomb.log());
            assertEquals("AGAIN\n", small.sh("echo AGAIN").log(), "the sandbox goes on");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDiskHasAnEnd(Means means) throws IOException {
        Quota few = new Quota(1L << 30, 8L << 20, 1_000, 64, 64 << 10);
        String fill = "head -c 32M /dev/zero > $1/large && echo WRITTEN; rm -f $1/large";
        String litter = "for i in $(seq 2000); do : > $1/$i || exit 1; done && echo WRITTEN";
        try (Cell small = Cell.open(means, few);
                Cell large = Cell.open(means, LARGE)) {
            for (String folder : List.of("/build", "/tmp", "/dev/shm")) {
                assertEquals("WRITTEN\n", large.sh(fill, folder).log(), "control");
                Ended full = small.sh(fill, folder);
                assertTrue(full.log().contains("No space left on device"), folder + ": " + full.log());
                assertFalse(full.log().contains("WRITTEN"), folder);
            }
            assertEquals("WRITTEN\n", large.sh(litter, "/tmp").log(), "control");
            assertFalse(small.sh(litter, "/tmp").log().contains("WRITTEN"));
        }
    }

    /// One process that takes it all, and many that take a little.
    @ParameterizedTest
    @EnumSource
    void memoryHasAnEnd(Means means) throws IOException {
        Quota little = new Quota(200L << 20, 16L << 20, 1_000, 64, 64 << 10);
        String one = "perl -e '$x = \"a\" x (500 << 20); select(undef, undef, undef, shift); print \"HAD IT\"' $1";
        String many =
                "for i in $(seq 10); do perl -e '$x = \"a\" x (40 << 20); sleep shift' $1 & done; wait; echo HAD IT";
        try (Cell small = Cell.open(means, little);
                Cell large = Cell.open(means, LARGE)) {
            for (String script : List.of(one, many)) {
                assertTrue(large.sh(script, "1").log().contains("HAD IT"), "control");
                Ended ended = small.sh(script, "600");
                assertEquals(Ended.How.OUT_OF_MEMORY, ended.how(), ended.log());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gigabytesOfOutputAreCounted(Means means) throws IOException {
        try (Cell cell = Cell.open(means)) {
            Ended ended = cell.sh("echo FIRST; head -c 40M /dev/zero | tr '\\0' x; echo; echo LAST");
            assertTrue(ended.succeeded(), ended.toString().substring(0, 100));
            assertTrue(ended.log().startsWith("FIRST\n") && ended.log().endsWith("LAST\n"));
            assertTrue(ended.log().contains(" bytes of output left out "));
            assertTrue(ended.log().length() < Cell.SMALL.logBytes() + 200);
        }
    }

    /// A process that leaves its session and its parent, as daemons do, is killed with the rest. Outside, it
    /// stays.
    @ParameterizedTest
    @EnumSource
    void nothingOutlivesTheTimeLimit(Means means) throws IOException {
        String hide = "(setsid sleep $1 >/dev/null 2>&1 </dev/null &) ; ";
        String outside = mark();
        Cell.outside(hide, outside);
        List<ProcessHandle> survivors = Cell.processesWith(outside);
        assertEquals(1, survivors.size(), "control: it outlives the shell that started it");
        survivors.forEach(ProcessHandle::destroyForcibly);

        String within = mark();
        try (Cell cell = Cell.open(means)) {
            Ended slow = cell.sh(Duration.ofSeconds(2), hide + "sleep $1", within);
            assertEquals(Ended.How.TIMED_OUT, slow.how());
            assertEquals(List.of(), Cell.processesWith(within));
            assertTrue(cell.sh(hide, within).succeeded(), "what a finished step leaves behind is killed too");
            assertEquals(List.of(), Cell.processesWith(within));
        }
    }

    /// A build that ignores all that can be ignored is stopped: while its sandbox is made, and while it runs.
    @ParameterizedTest
    @EnumSource
    void nothingOutlivesAnInterrupt(Means means) throws Exception {
        for (String awaited : List.of("", "sleep\0")) {
            String mark = mark();
            try (Cell cell = Cell.open(means)) {
                Thread building = Thread.ofPlatform().start(() -> ignoreEverything(cell, mark));
                while (Cell.processesWith(awaited + mark).isEmpty()) {
                    Thread.onSpinWait();
                }
                building.interrupt();
                building.join();
                assertEquals(List.of(), Cell.processesWith(mark));
            }
        }
    }

    private static void ignoreEverything(Cell cell, String mark) {
        try {
            cell.sh("trap '' TERM INT HUP; sleep $1; sleep $1", mark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A number of seconds that no other command of this machine sleeps.
    private static String mark() {
        return "600." + UUID.randomUUID().toString().replaceAll("[^0-9]", "");
    }
}
