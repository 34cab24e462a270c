package io.pyrsia.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;

/// Any bytes as a log: they are judged without a failure, and what is kept of them is a whole log.
@Tag("long")
class WriteAheadLogFuzzTest {

    @FuzzTest
    void anyBytes(byte[] input) throws IOException {
        check(input);
    }

    /// Records with right checksums of any types and lengths, then whatever is left of the input.
    @FuzzTest
    void anyRecords(byte[] input) throws IOException {
        ByteBuffer log = ByteBuffer.allocate(8 * input.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + 2 <= input.length && input[at] != 0) {
            int length = Math.min(input[at + 1] & 0xff, input.length - at - 2);
            putRecord(log, input[at] & 7, input, at + 2, length);
            at += 2 + length;
        }
        log.put(input, at, input.length - at);
        byte[] bytes = new byte[log.position()];
        log.flip().get(bytes);
        check(bytes);
    }

    private static void putRecord(ByteBuffer log, int type, byte[] input, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(type);
        checksum.update(input, from, length);
        int value = (int) checksum.getValue();
        log.putInt(((value >>> 15) | (value << 17)) + 0xa282ead8);
        log.putShort((short) length).put((byte) type).put(input, from, length);
    }

    private static void check(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("log", ".fuzz");
        try {
            Files.write(file, bytes);
            WriteAheadLog.Result result = WriteAheadLog.inspect(file);
            assertTrue(result.length() >= 0 && result.length() <= bytes.length, result.toString());
            Stores.truncate(file, result.length());
            WriteAheadLog.Result kept = WriteAheadLog.inspect(file);
            assertNotEquals(WriteAheadLog.End.DAMAGED, kept.end());
            assertEquals(result.length(), kept.length());
        } finally {
            Files.delete(file);
        }
    }
}
