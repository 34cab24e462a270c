package io.pyrsia.libp2p.multiformats;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.tuweni.bytes.Bytes;

/// The forms that a value behind a protocol's name takes, each with its text and its bytes.
enum AddressValue {
    NONE(0),
    NUMBER8(1),
    NUMBER16(2),
    NUMBER64(8),
    IP4(4),
    IP6(16),
    /// A name without slashes.
    TEXT(-1),
    /// A name that begins with a slash and takes the rest of the address, slashes and all.
    PATH(-1),
    PEER(-1),
    CERTIFICATE_HASH(-1);

    /// The longest value, a long path or a domain name.
    static final int MAX_BYTES = 512;

    /// The length of the value, negative where it stands in front of it.
    private final int size;

    AddressValue(int size) {
        this.size = size;
    }

    Bytes read(ByteReader reader) throws Malformed {
        Bytes value = size < 0 ? reader.bytesVarint(MAX_BYTES) : reader.bytes(size);
        if (!parse(format(value)).equals(value)) { // what cannot be written as text is no value
            throw new Malformed("a value in an address is not in its one encoding");
        }
        return value;
    }

    void write(ByteWriter writer, Bytes value) {
        if (size < 0) {
            writer.bytesVarint(value);
        } else {
            writer.bytes(value);
        }
    }

    Bytes parse(String text) throws Malformed {
        return switch (this) {
            case NONE -> Bytes.EMPTY;
            case NUMBER8, NUMBER16, NUMBER64 -> number(text);
            case IP4 -> IpText.parse4(text);
            case IP6 -> IpText.parse6(text);
            case TEXT, PATH -> name(text);
            case PEER -> PeerId.parse(text).multihash();
            case CERTIFICATE_HASH -> certificateHash(text);
        };
    }

    String format(Bytes value) throws Malformed {
        return switch (this) {
            case NONE -> "";
            case NUMBER8, NUMBER16, NUMBER64 ->
                Long.toUnsignedString(
                        Bytes.concatenate(Bytes.wrap(new byte[8 - size]), value).getLong(0));
            case IP4 -> IpText.format4(value);
            case IP6 -> IpText.format6(value);
            case TEXT, PATH -> utf8(value);
            case PEER -> PeerId.parse(value).toString();
            case CERTIFICATE_HASH ->
                "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(value.toArray());
        };
    }

    private Bytes number(String text) throws Malformed {
        if (text.isEmpty() || text.length() > 20 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Malformed("not a number: an address has digits there");
        }
        long value;
        try {
            value = Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new Malformed("a number in an address is too large");
        }
        if (size < 8 && value >>> (8 * size) != 0) {
            throw new Malformed("a number in an address is too large");
        }
        return Bytes.wrap(ByteBuffer.allocate(8).putLong(value).array()).slice(8 - size);
    }

    private Bytes name(String text) throws Malformed {
        Bytes value = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        boolean empty = value.isEmpty() || text.equals("/");
        if (empty || value.size() > MAX_BYTES || (this == TEXT && text.indexOf('/') >= 0)) {
            throw new Malformed("a name in an address is empty, too long, or has a slash");
        }
        if (this == PATH && (!text.startsWith("/") || text.endsWith("/"))) {
            throw new Malformed("a path in an address begins with a slash and does not end with one");
        }
        return value;
    }

    private static String utf8(Bytes value) throws Malformed {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("a name in an address is not UTF-8");
        }
    }

    private static Bytes certificateHash(String text) throws Malformed {
        if (!text.startsWith("u") || text.length() > MAX_BYTES) {
            throw new Malformed("a certificate hash is written in base64url");
        }
        try {
            return Bytes.wrap(Base64.getUrlDecoder().decode(text.substring(1)));
        } catch (IllegalArgumentException e) {
            throw new Malformed("a certificate hash is written in base64url");
        }
    }
}
