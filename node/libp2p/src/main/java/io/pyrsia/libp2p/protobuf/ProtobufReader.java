package io.pyrsia.libp2p.protobuf;

import io.pyrsia.base.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/// Reads one message field by field; the number of fields is counted and checked before the first one is seen.
///
/// Use it as a loop: `while (reader.next()) switch (reader.field()) { … }`. Fields that no case reads are passed over.
/// A field of another wire type than the one asked for is refused.
public final class ProtobufReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int VARINT_BYTES = 10;

    private final Bytes message;
    private int position;
    private int field;
    private int wireType;
    private long number;
    private int valueStart;

    public ProtobufReader(Bytes message, int maxFields) throws Malformed {
        this.message = message;
        for (int fields = 0; next(); ) {
            if (++fields > maxFields) {
                throw new Malformed("a message has more than " + maxFields + " fields");
            }
        }
        position = 0;
    }

    /// Moves to the next field; false at the end.
    public boolean next() throws Malformed {
        if (position == message.size()) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        wireType = (int) key & 7;
        if (key >>> 3 == 0 || key >>> 32 != 0) {
            throw new Malformed("a field number is out of range");
        }
        switch (wireType) {
            case VARINT -> number = varint();
            case FIXED64 -> skip(8);
            case LENGTH_DELIMITED -> skip(varint());
            case FIXED32 -> skip(4);
            default -> throw new Malformed("wire type " + wireType + " is not in use");
        }
        return true;
    }

    public int field() {
        return field;
    }

    /// The field's value as an unsigned 64-bit number.
    public long number() throws Malformed {
        require(VARINT);
        return number;
    }

    public boolean flag() throws Malformed {
        return number() != 0;
    }

    /// The field's bytes, at most `limit`, as a view of the message.
    public Bytes bytes(int limit) throws Malformed {
        require(LENGTH_DELIMITED);
        int size = position - valueStart;
        if (size > limit) {
            throw new Malformed("field " + field + " has " + size + " bytes, the limit is " + limit);
        }
        return message.slice(valueStart, size);
    }

    /// The field's text, at most `limit` bytes of valid UTF-8.
    public String text(int limit) throws Malformed {
        try {
            ByteBuffer encoded = ByteBuffer.wrap(bytes(limit).toArrayUnsafe());
            return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("field " + field + " is not UTF-8");
        }
    }

    /// The message inside this field.
    public ProtobufReader message(int maxFields) throws Malformed {
        return new ProtobufReader(bytes(Integer.MAX_VALUE), maxFields);
    }

    private void require(int expected) throws Malformed {
        if (wireType != expected) {
            throw new Malformed("field " + field + " has wire type " + wireType + ", not " + expected);
        }
    }

    private void skip(long bytes) throws Malformed {
        if (bytes < 0 || bytes > message.size() - position) {
            throw new Malformed("a field is longer than its message");
        }
        valueStart = position;
        position += (int) bytes;
    }

    private long varint() throws Malformed {
        long value = 0;
        for (int i = 0; i < VARINT_BYTES; i++) {
            if (position == message.size()) {
                throw new Malformed("a message ends inside a number");
            }
            int next = message.get(position++) & 0xff;
            value |= (long) (next & 0x7f) << (7 * i);
            if (next < 0x80) {
                if (i == VARINT_BYTES - 1 && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw new Malformed("a number is longer than 64 bits");
    }
}
