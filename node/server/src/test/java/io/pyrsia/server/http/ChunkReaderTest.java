package io.pyrsia.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.helidon.http.BadRequestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Reads chunks as Helidon does, however they come in.
class ChunkReaderTest {

    private static final String BODY = "5\r\nhello\r\n00001\r\n \r\n6\r\nworld!\r\n0\r\n\r\nnext";

    @Test
    void theBodyIsTheSameHoweverItIsCut() {
        SplittableRandom random = new SplittableRandom(3);
        for (int run = 0; run < 500; run++) {
            List<byte[]> reads = new ArrayList<>();
            byte[] all = BODY.getBytes(StandardCharsets.US_ASCII);
            for (int from = 0; from < all.length; ) {
                int to = Math.min(all.length, from + random.nextInt(1, 1 + all.length));
                reads.add(Arrays.copyOfRange(all, from, to));
                from = to;
            }
            ChunkReader reader = reader(reads.iterator());
            assertEquals("hello world!", body(reader));
            assertEquals("next", reader.readAsciiString(4));
        }
    }

    @Test
    void nothingIsAskedForThatIsNotThere() {
        ChunkReader reader =
                reader(List.of("7fffffff\r\n".getBytes(StandardCharsets.US_ASCII), new byte[1_000], new byte[10])
                        .iterator());
        assertEquals("3e8", reader.readLine());
        assertEquals(1_000, reader.readBuffer(1_000).available());
        reader.skip(2);
        assertEquals("a", reader.readLine());
    }

    @Test
    void whatIsNoLengthIsRefused() {
        for (String line : List.of("x\r\n", "+1\r\n", "80000000\r\n", "\r\n", "1\n", "0".repeat(64) + "1\r\n")) {
            ChunkReader reader = reader(List.of(line.getBytes(StandardCharsets.US_ASCII), new byte[1])
                    .iterator());
            assertThrows(BadRequestException.class, reader::readLine, line);
            assertThrows(BadRequestException.class, reader::readLine, "again");
        }
    }

    private static ChunkReader reader(Iterator<byte[]> reads) {
        return new ChunkReader(() -> reads.hasNext() ? reads.next() : null);
    }

    private static String body(ChunkReader reader) {
        StringBuilder body = new StringBuilder();
        while (true) {
            int length = Integer.parseInt(reader.readLine(), 16);
            if (length == 0) {
                assertEquals("", reader.readLine());
                return body.toString();
            }
            body.append(new String(reader.readBuffer(length).readBytes(), StandardCharsets.US_ASCII));
            reader.skip(2);
        }
    }
}
