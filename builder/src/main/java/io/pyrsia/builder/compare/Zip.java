package io.pyrsia.builder.compare;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// Reads a zip so strictly that every byte of it belongs to something that is compared.
///
/// A zip says everything twice, in front of each member and in a directory at its end, and may have anything in
/// between. Those who unpack it believe one or the other. Here both must say the same, and members must follow each
/// other without a gap.
final class Zip {

    private static final int LOCAL = 0x0403_4b50;
    private static final int CENTRAL = 0x0201_4b50;
    private static final int END = 0x0605_4b50;
    private static final int DESCRIPTOR = 0x0807_4b50;

    private static final int ENCRYPTED = 1;
    private static final int SIZES_BEHIND = 8;
    private static final int UTF_8 = 0x800;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int UNIX = 3;

    /// Extra fields that hold times, owners, padding, or the mark of a JAR.
    private static final List<Integer> VOLATILE = List.of(0x5455, 0x7875, 0x5855, 0x000a, 0xcafe, 0xd935);

    /// One line of the directory.
    private record Line(
            String name,
            int flags,
            int method,
            int time,
            long crc,
            int packed,
            int size,
            int offset,
            Map<Fact, String> facts) {}

    /// A member that was not unpacked yet.
    private record Found(Line line, Packed packed, Keeper.Kept kept) {}

    private final ByteBuffer file;
    private final Bounds.Budget budget;

    private Zip(ByteBuffer file, Bounds.Budget budget) {
        this.file = file.order(ByteOrder.LITTLE_ENDIAN);
        this.budget = budget;
    }

    /// The members in the order in which they stand in the file.
    ///
    /// @param before by their names, those of a file that was read before and probably has the same
    static List<Member> read(Path path, Bounds bounds, Keeper keeper, Map<String, Member> before)
            throws IOException, Malformed {
        try (FileChannel channel = FileChannel.open(path)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new Malformed("it is larger than 2 GiB");
            }
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return new Zip(mapped, new Bounds.Budget(bounds)).members(keeper, before);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new Malformed("it is no zip, or a torn one");
        }
    }

    /// Whether the parts of the file fit together is seen first; then its members are unpacked on all cores.
    private List<Member> members(Keeper keeper, Map<String, Member> before) throws IOException, Malformed {
        List<Line> lines = directory();
        List<Found> all = new ArrayList<>(lines.size());
        int at = 0;
        for (Line line : lines) {
            if (line.offset != at) {
                throw new Malformed("it has bytes that belong to no member, at " + at);
            }
            int data = checkLocal(line, at);
            budget.bytes(line.size);
            all.add(new Found(line, packed(line, data), keeper.keep(line.name, line.size)));
            at = data + line.packed + behind(line, data + line.packed);
        }
        if (at != directoryStart()) {
            throw new Malformed("it has bytes that belong to no member, at " + at);
        }
        return AllCores.map(all, found -> member(found, before));
    }

    private int end() throws Malformed {
        for (int at = file.limit() - 22; at >= Math.max(0, file.limit() - 22 - 65_535); at--) {
            if (file.getInt(at) == END) {
                if (at + 22 + u16(at + 20) != file.limit()) {
                    break;
                }
                return at;
            }
        }
        throw new Malformed("it is no zip, or has something behind its end");
    }

    private int directoryStart() throws Malformed {
        return size(end() + 16);
    }

    private List<Line> directory() throws Malformed {
        int end = end();
        int count = u16(end + 10);
        if (count == 0xffff || u16(end + 4) != 0 || u16(end + 6) != 0 || u16(end + 8) != count) {
            throw new Malformed("it is a zip in several parts or one of more than 65,534 members");
        }
        List<Line> lines = new ArrayList<>(count);
        int at = size(end + 16);
        for (int i = 0; i < count; i++) {
            if (file.getInt(at) != CENTRAL) {
                throw new Malformed("its directory is torn");
            }
            lines.add(line(at));
            at += 46 + u16(at + 28) + u16(at + 30) + u16(at + 32);
        }
        if (at != end || size(end + 12) != end - size(end + 16)) {
            throw new Malformed("its directory has another length than it says");
        }
        lines.sort(Comparator.comparingInt(Line::offset));
        return lines;
    }

    private Line line(int at) throws Malformed {
        int flags = u16(at + 8);
        byte[] name = bytes(at + 46, u16(at + 28));
        byte[] extra = bytes(at + 46 + name.length, u16(at + 30));
        byte[] comment = bytes(at + 46 + name.length + extra.length, u16(at + 32));
        if ((flags & UTF_8) == 0 && !isAscii(name)) {
            throw new Malformed("it has a name in an unknown encoding");
        }
        String path = Paths.decode(name);
        Paths.check(path);
        budget.member(path);
        int maker = u16(at + 4) >>> 8;
        int external = file.getInt(at + 38);
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        facts.put(Fact.TIME, Integer.toHexString(file.getInt(at + 12)));
        facts.put(Fact.TYPE, type(path, maker, external));
        facts.put(Fact.MODE, maker == UNIX ? Integer.toOctalString((external >>> 16) & 07777) : "");
        facts.put(
                Fact.EXTRA,
                Integer.toHexString(u16(at + 4))
                        + ' '
                        + Integer.toHexString(external & 0xffff)
                        + ' '
                        + u16(at + 36)
                        + ' '
                        + Bytes.wrap(extra).toHexString()
                        + ' '
                        + Bytes.wrap(comment).toHexString());
        facts.put(Fact.ATTRIBUTE, lasting(extra));
        return new Line(
                path,
                flags,
                u16(at + 10),
                file.getInt(at + 12),
                u32(at + 16),
                size(at + 20),
                size(at + 24),
                size(at + 42),
                facts);
    }

    private static String type(String path, int maker, int external) {
        int kind = maker == UNIX ? (external >>> 28) & 0xf : 0;
        if (path.endsWith("/")) {
            return kind == 0 || kind == 4 ? "folder" : "folder of kind " + kind;
        }
        return kind == 0 || kind == 8 ? "file" : kind == 10 ? "link" : "kind " + kind;
    }

    /// The extra fields that are no times, owners or padding.
    private static String lasting(byte[] extra) throws Malformed {
        StringBuilder lasting = new StringBuilder();
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        while (fields.remaining() >= 4) {
            int id = fields.getShort() & 0xffff;
            byte[] value = new byte[fields.getShort() & 0xffff];
            if (value.length > fields.remaining()) {
                throw new Malformed("it has an extra field that is torn");
            }
            fields.get(value);
            if (id == 0x0001 || id == 0x7075) {
                throw new Malformed("it has a member with a second size or name");
            }
            if (!VOLATILE.contains(id)) {
                lasting.append(Integer.toHexString(id))
                        .append('=')
                        .append(Bytes.wrap(value).toHexString())
                        .append(' ');
            }
        }
        return lasting.toString();
    }

    private int checkLocal(Line line, int at) throws Malformed {
        boolean later = (line.flags & SIZES_BEHIND) != 0;
        byte[] name = bytes(at + 30, u16(at + 26));
        boolean same = file.getInt(at) == LOCAL
                && u16(at + 6) == line.flags
                && u16(at + 8) == line.method
                && file.getInt(at + 10) == line.time
                && Paths.decode(name).equals(line.name)
                && (agrees(u32(at + 14), line.crc, later)
                        && agrees(u32(at + 18), line.packed, later)
                        && agrees(u32(at + 22), line.size, later));
        if (!same) {
            throw new Malformed("it says one thing of '" + line.name + "' before it and another in its directory");
        }
        byte[] extra = bytes(at + 30 + name.length, u16(at + 28));
        line.facts.merge(Fact.EXTRA, ' ' + Bytes.wrap(extra).toHexString(), String::concat);
        line.facts.merge(Fact.ATTRIBUTE, lasting(extra), String::concat);
        return at + 30 + name.length + extra.length;
    }

    private static boolean agrees(long local, long central, boolean later) {
        return local == central || (later && local == 0);
    }

    /// The length of what repeats the sizes behind a member, if anything does.
    private int behind(Line line, int at) throws Malformed {
        if ((line.flags & SIZES_BEHIND) == 0) {
            return 0;
        }
        int head = file.getInt(at) == DESCRIPTOR ? 4 : 0;
        if (u32(at + head) != line.crc || size(at + head + 4) != line.packed || size(at + head + 8) != line.size) {
            throw new Malformed("it says one thing of '" + line.name + "' behind it and another in its directory");
        }
        return head + 12;
    }

    /// What is packed in the same bytes as the member of this name in a file that was read before is not unpacked
    /// again.
    private static Member member(Found found, Map<String, Member> before) throws Malformed {
        Packed packed = found.packed;
        Member known = before.get(packed.name());
        Packed other = known == null ? null : known.content().packed();
        if (known != null && other != null && other.isSame(packed) && !found.kept.isKept()) {
            return new Member(
                    packed.name(),
                    found.line.facts,
                    Content.of(packed.size(), known.content().raw(), packed));
        }
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        packed.unpack(chunk -> {
            hash.update(chunk.duplicate());
            found.kept.add(chunk);
        });
        found.kept.done(packed.name());
        return new Member(
                packed.name(), found.line.facts, Content.of(packed.size(), Bytes.wrap(hash.digest()), packed));
    }

    private Packed packed(Line line, int data) throws Malformed {
        if ((line.flags & ENCRYPTED) != 0 || (line.method != STORED && line.method != DEFLATED)) {
            throw new Malformed("'" + line.name + "' is encrypted or packed in an unknown way");
        }
        return new Packed(line.name, line.method == DEFLATED, file.slice(data, line.packed), line.size, line.crc);
    }

    private static boolean isAscii(byte[] name) {
        for (byte letter : name) {
            if (letter < 0) {
                return false;
            }
        }
        return true;
    }

    private byte[] bytes(int at, int length) {
        byte[] bytes = new byte[length];
        file.get(at, bytes);
        return bytes;
    }

    private int u16(int at) {
        return file.getShort(at) & 0xffff;
    }

    private long u32(int at) {
        return file.getInt(at) & 0xffff_ffffL;
    }

    private int size(int at) throws Malformed {
        int size = file.getInt(at);
        if (size < 0) {
            throw new Malformed("it has a part of more than 2 GiB");
        }
        return size;
    }
}
