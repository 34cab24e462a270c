package io.pyrsia.server.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.client.api.Printed;
import io.pyrsia.ledger.transaction.Id;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// What is kept of the output of running builds, and what is forgotten.
class LiveLogsTest {

    private final LiveLogs logs = new LiveLogs();

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Id build(int number) {
        return Id.of(Bytes.of(number));
    }

    @Test
    void eachOneGetsWhatCameSinceItAsked() {
        assertEquals(Optional.empty(), logs.since(build(1), 0));
        logs.add(build(1), text("one\n"));
        assertEquals(Optional.of(new Printed(4, "one\n")), logs.since(build(1), 0));
        logs.add(build(1), text("two\n"));
        assertEquals(Optional.of(new Printed(8, "two\n")), logs.since(build(1), 4));
        assertEquals(Optional.of(new Printed(8, "")), logs.since(build(1), 8));
        assertEquals(Optional.empty(), logs.since(build(2), 0));
    }

    @Test
    void aNodeThatWasStartedAnewIsReadFromItsBeginning() {
        logs.add(build(1), text("one\n"));
        assertEquals(Optional.of(new Printed(4, "one\n")), logs.since(build(1), 1_000));
    }

    @Test
    void theNewestIsKept() {
        Bytes mebibyte = text("0123456\n".repeat(1 << 17));
        logs.add(build(1), mebibyte);
        logs.add(build(1), text("last\n"));
        long read = 0;
        StringBuilder all = new StringBuilder();
        for (Printed part = logs.since(build(1), 0).orElseThrow();
                !part.text().isEmpty();
                part = logs.since(build(1), read).orElseThrow()) {
            all.append(part.text());
            read = part.next();
        }
        assertEquals(mebibyte.size() + 5, read);
        assertEquals(LiveLogs.MAX_KEPT_BYTES, all.length());
        assertTrue(all.toString().endsWith("0123456\nlast\n"));
    }

    @Test
    void onlyTheLastBuildsAreKept() {
        for (int i = 0; i < 100; i++) {
            logs.add(build(i), text("of " + i));
        }
        assertEquals(Optional.empty(), logs.since(build(0), 0));
        assertEquals("of 99", logs.since(build(99), 0).orElseThrow().text());
    }
}
