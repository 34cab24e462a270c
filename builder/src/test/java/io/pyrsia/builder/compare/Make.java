package io.pyrsia.builder.compare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes archives, the honest and the hostile.
final class Make {

    static final long NEW_YEAR = 1_767_225_600_000L;

    private Make() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A zip as the JDK writes it.
    static byte[] zip(Map<String, byte[]> members, long time, int compression) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(compression);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                ZipEntry entry = new ZipEntry(member.getKey());
                entry.setTime(time);
                zip.putNextEntry(entry);
                zip.write(member.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] zip(Map<String, byte[]> members) {
        return zip(members, NEW_YEAR, 6);
    }

    /// Sets the permissions of the first member in the directory of a zip, as an archiver on Unix does.
    static byte[] withMode(byte[] zip, int mode) {
        byte[] changed = zip.clone();
        ByteBuffer view = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        int directory = view.getInt(changed.length - 6);
        view.put(directory + 5, (byte) 3);
        view.putInt(directory + 38, mode << 16);
        return changed;
    }

    /// A member of a tar.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Item(String path, char type, int mode, int owner, long time, String link, byte[] content) {

        static Item file(String path, String content) {
            return new Item(path, '0', 0644, 0, 1_000, "", bytes(content));
        }

        static Item link(String path, String to) {
            return new Item(path, '2', 0777, 0, 1_000, to, new byte[0]);
        }

        Item mode(int other) {
            return new Item(path, type, other, owner, time, link, content);
        }

        Item owner(int other) {
            return new Item(path, type, mode, other, time, link, content);
        }

        Item time(long other) {
            return new Item(path, type, mode, owner, other, link, content);
        }
    }

    static byte[] tar(List<Item> items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Item item : items) {
            out.writeBytes(header(item));
            out.writeBytes(item.content());
            out.writeBytes(new byte[-item.content().length & 511]);
        }
        out.writeBytes(new byte[1_024]);
        return out.toByteArray();
    }

    private static byte[] header(Item item) {
        byte[] header = new byte[512];
        put(header, 0, item.path());
        put(header, 100, String.format(Locale.ROOT, "%07o", item.mode()));
        put(header, 108, String.format(Locale.ROOT, "%07o", item.owner()));
        put(header, 116, String.format(Locale.ROOT, "%07o", item.owner()));
        put(header, 124, String.format(Locale.ROOT, "%011o", item.content().length));
        put(header, 136, String.format(Locale.ROOT, "%011o", item.time()));
        put(header, 148, "        ");
        header[156] = (byte) item.type();
        put(header, 157, item.link());
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = bytes(text);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    static byte[] gzip(byte[] plain, int level) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(level);
            }
        }) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] deb(long time, byte[] control, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes("!<arch>\n"));
        part(out, "debian-binary", time, bytes("2.0\n"));
        part(out, "control.tar.gz", time, control);
        part(out, "data.tar.gz", time, data);
        return out.toByteArray();
    }

    private static void part(ByteArrayOutputStream out, String name, long time, byte[] content) {
        out.writeBytes(bytes(String.format(
                Locale.ROOT, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, time, 0, 0, "100644", content.length)));
        out.writeBytes(content);
        out.writeBytes(new byte[content.length & 1]);
    }
}
