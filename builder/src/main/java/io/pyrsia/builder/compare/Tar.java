package io.pyrsia.builder.compare;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Reads a tar (ustar, pax, GNU's long names) to its last byte, and refuses what it does not know.
final class Tar {

    private static final int BLOCK = 512;
    private static final int MAX_HEADER_TEXT = 1 << 20;
    private static final String XATTR = "SCHILY.xattr.";

    private final InputStream in;
    private final String prefix;
    private final Kind kind;
    private final Bounds.Budget budget;
    private final Keeper keeper;
    private final List<Member> members = new ArrayList<>();

    /// What headers in front of the next member say of it; filled and emptied by [#read].
    private final Map<String, String> next = new TreeMap<>();

    private final Map<String, String> global = new TreeMap<>();

    private Tar(InputStream in, String prefix, Kind kind, Bounds.Budget budget, Keeper keeper) {
        this.in = in;
        this.prefix = prefix;
        this.kind = kind;
        this.budget = budget;
        this.keeper = keeper;
    }

    /// The members in their order; their paths get a prefix.
    static List<Member> read(InputStream in, String prefix, Kind kind, Bounds.Budget budget, Keeper keeper)
            throws IOException, Malformed {
        Tar tar = new Tar(in, prefix, kind, budget, keeper);
        tar.read();
        return tar.members;
    }

    private void read() throws IOException, Malformed {
        while (true) {
            byte[] header = block();
            if (isZero(header)) {
                readPadding();
                return;
            }
            checkSum(header);
            long size = number(header, 124, 12);
            char type = (char) (header[156] & 0xff);
            switch (type) {
                case 'x' -> pax(text(size), next);
                case 'g' -> pax(text(size), global);
                case 'L' -> next.put("path", name(text(size)));
                case 'K' -> next.put("linkpath", name(text(size)));
                case '0', '\0', '1', '2', '3', '4', '5', '6', '7' -> member(header, type, size);
                default -> throw new Malformed("it has a member of the unknown kind '" + type + "'");
            }
        }
    }

    private void member(byte[] header, char type, long headerSize) throws IOException, Malformed {
        Map<String, String> said = new TreeMap<>(global);
        said.putAll(next);
        next.clear();
        String path = said.getOrDefault("path", ustarName(header));
        Paths.check(path);
        budget.member(path);
        long size = said.containsKey("size") ? decimal(said.get("size")) : headerSize;
        boolean hasContent = type == '0' || type == '\0' || type == '7';
        if (!hasContent && size != 0) {
            throw new Malformed("'" + path + "' has content but is no file");
        }
        Content content = content(prefix + path, size);
        members.add(new Member(prefix + path, facts(header, type, path, said), content));
    }

    private Map<Fact, String> facts(byte[] header, char type, String path, Map<String, String> said) throws Malformed {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        String link = said.getOrDefault("linkpath", string(header, 157, 100));
        facts.put(Fact.TYPE, type(type, path));
        facts.put(Fact.MODE, Long.toOctalString(number(header, 100, 8) & 07777));
        facts.put(Fact.LINK, type == '1' || type == '2' ? link : "");
        facts.put(
                Fact.TIME,
                said.getOrDefault("mtime", String.valueOf(number(header, 136, 12)))
                        + ' '
                        + said.getOrDefault("atime", "")
                        + ' '
                        + said.getOrDefault("ctime", ""));
        facts.put(kind.owned() ? Fact.OWNER : Fact.PACKER, owner(header, said));
        if (type == '3' || type == '4') {
            facts.put(Fact.DEVICE, number(header, 329, 8) + ":" + number(header, 337, 8));
        }
        StringBuilder attributes = new StringBuilder();
        StringBuilder extra = new StringBuilder();
        said.forEach((key, value) -> {
            if (key.startsWith(XATTR) || !(OF_USTAR.contains(key) || key.equals("comment"))) {
                attributes.append(key).append('=').append(value).append('\n');
            } else if (key.equals("comment")) {
                extra.append(value);
            }
        });
        facts.put(Fact.ATTRIBUTE, attributes.toString());
        facts.put(Fact.EXTRA, extra.toString());
        return facts;
    }

    private static final List<String> OF_USTAR =
            List.of("path", "linkpath", "size", "mtime", "atime", "ctime", "uid", "gid", "uname", "gname");

    private static String owner(byte[] header, Map<String, String> said) throws Malformed {
        return said.getOrDefault("uid", String.valueOf(number(header, 108, 8)))
                + ':'
                + said.getOrDefault("gid", String.valueOf(number(header, 116, 8)))
                + ' '
                + said.getOrDefault("uname", string(header, 265, 32))
                + ':'
                + said.getOrDefault("gname", string(header, 297, 32));
    }

    private static String type(char type, String path) {
        return switch (type) {
            case '1' -> "hard link";
            case '2' -> "link";
            case '3' -> "character device";
            case '4' -> "block device";
            case '5' -> "folder";
            case '6' -> "pipe";
            default -> path.endsWith("/") ? "folder" : "file";
        };
    }

    private Content content(String path, long size) throws IOException, Malformed {
        budget.bytes(size);
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        Keeper.Kept kept = keeper.keep(path, size);
        byte[] chunk = new byte[64 << 10];
        for (long left = size; left > 0; ) {
            int got = in.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (got < 0) {
                throw new Malformed("it ends within '" + path + "'");
            }
            hash.update(chunk, 0, got);
            kept.add(ByteBuffer.wrap(chunk, 0, got));
            left -= got;
        }
        in.readNBytes((int) (-size & (BLOCK - 1)));
        kept.done(path);
        return Content.of(size, Bytes.wrap(hash.digest()));
    }

    private byte[] text(long size) throws IOException, Malformed {
        if (size < 0 || size > MAX_HEADER_TEXT) {
            throw new Malformed("it has a header of " + size + " bytes");
        }
        budget.bytes(size);
        byte[] text = in.readNBytes((int) size);
        in.readNBytes((int) (-size & (BLOCK - 1)));
        if (text.length != size) {
            throw new Malformed("it ends within a header");
        }
        return text;
    }

    /// Records of the form `LENGTH KEY=VALUE\n`.
    private static void pax(byte[] text, Map<String, String> into) throws Malformed {
        int at = 0;
        while (at < text.length) {
            int space = at;
            while (space < text.length && text[space] >= '0' && text[space] <= '9') {
                space++;
            }
            int length = space - at > 0 && space - at < 8
                    ? Integer.parseInt(new String(text, at, space - at, StandardCharsets.US_ASCII))
                    : 0;
            if (length < space - at + 3 || at + length > text.length || text[at + length - 1] != '\n') {
                throw new Malformed("it has a torn pax header");
            }
            // Bytes as they are: attributes may be anything, and one letter for each byte keeps them apart.
            String record = new String(text, space + 1, at + length - space - 2, StandardCharsets.ISO_8859_1);
            int equals = record.indexOf('=');
            if (equals < 1 || record.startsWith("GNU.sparse")) {
                throw new Malformed("it has a pax header of an unknown kind");
            }
            String key = record.substring(0, equals);
            String value = record.substring(equals + 1);
            into.put(key, key.endsWith("path") ? utf8(value) : value);
            at += length;
        }
    }

    private static String utf8(String bytes) throws Malformed {
        return Paths.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String name(byte[] text) throws Malformed {
        int length = text.length;
        while (length > 0 && text[length - 1] == 0) {
            length--;
        }
        return Paths.decode(Arrays.copyOf(text, length));
    }

    private static String ustarName(byte[] header) throws Malformed {
        boolean posix = header[262] == 0;
        String folder = posix ? string(header, 345, 155) : "";
        String name = string(header, 0, 100);
        return folder.isEmpty() ? name : folder + '/' + name;
    }

    private static String string(byte[] header, int at, int length) throws Malformed {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return Paths.decode(Arrays.copyOfRange(header, at, end));
    }

    /// Octal digits, or GNU's binary form for large numbers.
    private static long number(byte[] header, int at, int length) throws Malformed {
        if ((header[at] & 0x80) != 0) {
            long value = header[at] & 0x7f;
            for (int i = at + 1; i < at + length; i++) {
                if (value >>> 55 != 0) {
                    throw new Malformed("it has a number that is too large");
                }
                value = (value << 8) | (header[i] & 0xff);
            }
            return value;
        }
        String digits = string(header, at, length).strip();
        if (!digits.matches("[0-7]*")) {
            throw new Malformed("it has a header with something else than a number");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static long decimal(@Nullable String digits) throws Malformed {
        if (digits == null || !digits.matches("[0-9]{1,18}")) {
            throw new Malformed("it has a header with something else than a number");
        }
        return Long.parseLong(digits);
    }

    private static void checkSum(byte[] header) throws Malformed {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (sum != number(header, 148, 8)) {
            throw new Malformed("it is no tar, or a torn one");
        }
    }

    private byte[] block() throws IOException, Malformed {
        byte[] block = in.readNBytes(BLOCK);
        if (block.length == 0 && !members.isEmpty()) {
            return new byte[BLOCK]; // some writers leave out the end
        }
        if (block.length != BLOCK) {
            throw new Malformed("it is no tar, or a torn one");
        }
        return block;
    }

    private void readPadding() throws IOException, Malformed {
        for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
            budget.bytes(BLOCK);
            if (!isZero(block)) {
                throw new Malformed("it has something behind its end");
            }
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
