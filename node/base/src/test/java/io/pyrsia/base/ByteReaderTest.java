package io.pyrsia.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class ByteReaderTest {

    @Property
    void readsWhatTheWriterWrote(
            @ForAll @IntRange(max = 0xff) int small,
            @ForAll @IntRange(max = 0xffff) int middle,
            @ForAll @LongRange(max = 0xffff_ffffL) long large,
            @ForAll @LongRange(max = Long.MAX_VALUE) long huge,
            @ForAll byte[] content)
            throws Malformed {
        Bytes bytes = Bytes.wrap(content);
        Bytes written = new ByteWriter()
                .u8(small)
                .u16(middle)
                .u32(large)
                .u64(huge)
                .varint(huge)
                .bytes16(bytes)
                .bytes32(bytes)
                .bytesVarint(bytes)
                .bytes(bytes)
                .toBytes();
        ByteReader reader = new ByteReader(written);
        assertEquals(small, reader.u8());
        assertEquals(middle, reader.u16());
        assertEquals(large, reader.u32());
        assertEquals(huge, reader.u64());
        assertEquals(huge, reader.varint());
        assertEquals(bytes, reader.bytes16(content.length));
        assertEquals(bytes, reader.bytes32(content.length));
        assertEquals(bytes, reader.bytesVarint(content.length));
        assertEquals(bytes, reader.bytes(content.length));
        reader.end();
    }

    @Property
    void anEarlyEndIsRefused(@ForAll byte[] content, @ForAll @IntRange(min = 1, max = 1_000) int more) {
        ByteReader reader = new ByteReader(Bytes.wrap(content));
        assertThrows(Malformed.class, () -> reader.bytes(content.length + more));
        assertThrows(Malformed.class, () -> reader.bytes(-more));
    }

    @Test
    void aLengthOverItsLimitIsRefusedBeforeAnythingIsRead() {
        Bytes claim = Bytes.fromHexString("0xffffffff");
        assertEquals("a field has 4294967295 bytes, the limit is 10", reason(() -> reader(claim)
                .bytes32(10)));
        assertEquals("a field has 65535 bytes, the limit is 10", reason(() -> reader(claim)
                .bytes16(10)));
    }

    @Test
    void aCountThatTheInputCannotHoldIsRefused() throws Malformed {
        assertEquals(3, reader(Bytes.wrap(new byte[24])).count(3, 10, 8));
        assertEquals("a list has 11 items, the limit is 10", reason(() -> reader(Bytes.EMPTY)
                .count(11, 10, 8)));
        assertEquals("a list claims 4 items, the input ends before", reason(() -> reader(Bytes.wrap(new byte[24]))
                .count(4, 10, 8)));
    }

    @Test
    void aNumberThatALongCannotHoldIsRefused() {
        assertThrows(Malformed.class, () -> reader(Bytes.fromHexString("0xffffffffffffffff"))
                .u64());
    }

    /// The examples of the multiformats specification for unsigned varints.
    @Test
    void varintsAreTheShortestAndOfNineBytesAtMost() throws Malformed {
        assertEquals(300, reader(Bytes.fromHexString("0xac02")).varint());
        assertEquals(16_384, reader(Bytes.fromHexString("0x808001")).varint());
        assertEquals(
                Long.MAX_VALUE,
                reader(Bytes.fromHexString("0xffffffffffffffff7f")).varint());
        assertThrows(
                Malformed.class, () -> reader(Bytes.fromHexString("0x8000")).varint());
        assertThrows(Malformed.class, () -> reader(Bytes.fromHexString("0xffffffffffffffffff01"))
                .varint());
        assertThrows(Malformed.class, () -> reader(Bytes.fromHexString("0x80")).varint());
    }

    @Test
    void whatFollowsTheEndIsRefused() {
        assertEquals(
                "2 bytes follow the end", reason(() -> reader(Bytes.of(1, 2)).end()));
    }

    @Test
    void theWriterRefusesWhatDoesNotFit() {
        assertThrows(IllegalArgumentException.class, () -> new ByteWriter().u8(256));
        assertThrows(IllegalArgumentException.class, () -> new ByteWriter().u16(-1));
        assertThrows(IllegalArgumentException.class, () -> new ByteWriter().u32(1L << 32));
        assertThrows(IllegalArgumentException.class, () -> new ByteWriter().bytes16(Bytes.wrap(new byte[65_536])));
    }

    @Test
    void refusingCostsNoStackTrace() {
        assertTrue(assertThrows(Malformed.class, () -> reader(Bytes.EMPTY).u8()).getStackTrace().length == 0);
    }

    private interface Reading {
        void run() throws Malformed;
    }

    private static String reason(Reading reading) {
        return assertThrows(Malformed.class, reading::run).reason();
    }

    private static ByteReader reader(Bytes source) {
        return new ByteReader(source);
    }
}
