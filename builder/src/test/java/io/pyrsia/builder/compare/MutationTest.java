package io.pyrsia.builder.compare;

import static io.pyrsia.builder.compare.Make.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.builder.compare.Make.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Archives with bytes changed at random: nothing crashes, and what is called the same is the same to the JDK's own
/// reader.
class MutationTest {

    private static final byte[] ZIP = Make.zip(members());
    private static final byte[] TAR =
            Make.tar(List.of(Item.file("a", "first"), Item.link("b", "a"), Item.file("c", "third")));

    private static Map<String, byte[]> members() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("a/", new byte[0]);
        members.put("a/first.txt", bytes("first first first first"));
        members.put("second.txt", bytes("second"));
        return members;
    }

    @Property(tries = 300)
    void aZipWithAChangedByte(@ForAll @IntRange(max = 10_000) int at, @ForAll byte value) throws IOException {
        byte[] changed = ZIP.clone();
        changed[at % changed.length] = value;
        if (Rungs.compare(Kind.ZIP, ZIP, changed).level() != Level.X) {
            assertEquals(unpacked(ZIP), unpacked(changed));
        }
    }

    @Property(tries = 300)
    void aTarWithAChangedByte(@ForAll @IntRange(max = 10_000) int at, @ForAll byte value) throws IOException {
        byte[] changed = TAR.clone();
        changed[at % changed.length] = value;
        Rungs.compare(Kind.LAYER, TAR, changed);
    }

    @Property(tries = 50)
    void anythingAtAll(@ForAll byte[] bytes) throws IOException {
        for (Kind kind : Kind.values()) {
            Rungs.compare(kind, bytes, ZIP);
        }
    }

    @Property(tries = 50)
    void aCutArchive(@ForAll @IntRange(max = 10_000) int length) throws IOException {
        byte[] cut = Arrays.copyOf(ZIP, length % ZIP.length);
        assertEquals(Level.X, Rungs.compare(Kind.ZIP, ZIP, cut).level());
    }

    private static Map<String, String> unpacked(byte[] zip) throws IOException {
        Map<String, String> members = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                members.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return members;
    }
}
