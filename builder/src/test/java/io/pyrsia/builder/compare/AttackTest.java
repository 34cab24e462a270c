package io.pyrsia.builder.compare;

import static io.pyrsia.builder.compare.Make.bytes;
import static io.pyrsia.builder.compare.Rungs.check;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.builder.compare.Make.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Differences that somebody would like to be overlooked stay X, and hostile archives are not looked into.
class AttackTest {

    private static final Item TOOL = Item.file("usr/bin/tool", "code").mode(0755);

    @Test
    void aSetuidBit() throws IOException {
        byte[] honest = Make.tar(List.of(TOOL));
        byte[] setuid = Make.tar(List.of(TOOL.mode(04755)));
        check(Level.X, "permissions differ: '755' and '4755'", Kind.LAYER, honest, setuid);
        check(Level.X, "permissions differ", Kind.NPM, honest, setuid);
        check(Level.X, "permissions differ", Kind.DEB, deb(honest), deb(setuid));
        byte[] zip = Make.zip(Map.of("tool", bytes("code")));
        check(Level.X, "permissions differ", Kind.ZIP, Make.withMode(zip, 0100755), Make.withMode(zip, 0104755));
    }

    private static byte[] deb(byte[] data) {
        return Make.deb(1, Make.gzip(Make.tar(List.of(Item.file("control", "x"))), 6), Make.gzip(data, 6));
    }

    @Test
    void anotherOwnerOfWhatIsInstalled() throws IOException {
        byte[] roots = Make.tar(List.of(TOOL));
        byte[] users = Make.tar(List.of(TOOL.owner(1_000)));
        check(Level.X, "owners differ", Kind.LAYER, roots, users);
        check(Level.X, "owners differ", Kind.DEB, deb(roots), deb(users));
    }

    @Test
    void anAddedMember() throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>(Map.of("a", bytes("1")));
        byte[] honest = Make.zip(members);
        members.put("b", bytes("2"));
        check(Level.X, "X b: only in the original", Kind.JAR, honest, Make.zip(members));
        check(Level.X, "X b: only in what was built", Kind.JAR, Make.zip(members), honest);
    }

    @Test
    void aChangedMethod() throws IOException {
        byte[] honest = Make.zip(Map.of("Sample.class", Classes.compile(Classes.SOURCE)));
        for (String[] change : new String[][] {
            {"times > LIMIT", "times >= LIMIT"},
            {"\"one\"", "\"two\""},
            {"i % 2", "i % 3"},
            {"4.5", "4.25"},
            {"int count", "long count"}
        }) {
            byte[] changed = Classes.compile(Classes.SOURCE.replace(change[0], change[1]));
            check(Level.X, "content differs", Kind.JAR, honest, Make.zip(Map.of("Sample.class", changed)));
        }
    }

    @Test
    void aDroppedSignature() throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\n\nName: a\nSHA-256-Digest: AAAA\n\n"));
        members.put("META-INF/KEY.SF", bytes("Signature-Version: 1.0\n"));
        members.put("META-INF/KEY.RSA", bytes("one signature"));
        members.put("a", bytes("1"));
        byte[] signed = Make.zip(members);
        members.put("META-INF/KEY.RSA", bytes("the next one"));
        check(Level.E3, "another signature", Kind.JAR, signed, Make.zip(members));
        members.remove("META-INF/KEY.RSA");
        check(Level.X, "KEY.RSA: only in what was built", Kind.JAR, signed, Make.zip(members));
        members.remove("META-INF/KEY.SF");
        check(Level.X, "KEY.SF: only in what was built", Kind.JAR, signed, Make.zip(members));
    }

    @Test
    void aSwappedLink() throws IOException {
        byte[] honest = Make.tar(List.of(Item.link("etc/config", "config.default")));
        byte[] swapped = Make.tar(List.of(Item.link("etc/config", "/tmp/config")));
        check(Level.X, "points somewhere else", Kind.LAYER, honest, swapped);
        byte[] file = Make.tar(List.of(Item.file("etc/config", "")));
        check(Level.X, "is another kind of file: 'link' and 'file'", Kind.LAYER, honest, file);
    }

    @Test
    void whatIsHiddenBetweenTheParts() throws IOException {
        byte[] jar = Make.zip(Map.of("a", bytes("1")));
        byte[] behind = Arrays.copyOf(jar, jar.length + 4);
        check(Level.X, "something behind its end", Kind.JAR, jar, behind);
        byte[] gzip = Make.gzip(Make.tar(List.of(TOOL)), 6);
        check(Level.X, "something behind its end", Kind.NPM, gzip, Arrays.copyOf(gzip, gzip.length + 4));
        byte[] tar = Arrays.copyOf(Make.tar(List.of(TOOL)), 4_096);
        byte[] padded = tar.clone();
        padded[4_000] = 1;
        check(Level.X, "something behind its end", Kind.LAYER, tar, padded);
    }

    @Test
    void namesThatClimb() throws IOException {
        for (String path : new String[] {"../a", "a/../../b", "/a", "a\\b"}) {
            assertRefused("unpacked somewhere else", Kind.ZIP, Make.zip(Map.of(path, bytes("1"))));
            assertRefused("unpacked somewhere else", Kind.TAR, Make.tar(List.of(Item.file(path, "1"))));
        }
    }

    /// Such archives mean something else in another order, and order is what comparison forgets.
    @Test
    void membersThatDependOnTheirOrder() throws IOException {
        Item once = Item.file("a", "1");
        assertRefused("two members called 'a'", Kind.TAR, Make.tar(List.of(once, Item.file("a", "2"))));
        assertRefused("two members called 'a'", Kind.TAR, Make.tar(List.of(once, Item.file("./a", "2"))));
        assertRefused(
                "below one that is no folder", Kind.TAR, Make.tar(List.of(Item.link("d", "/"), Item.file("d/a", "1"))));
    }

    @Test
    void bombs() throws IOException {
        byte[] bomb = Make.gzip(new byte[64 << 20], 9);
        Bounds few = new Bounds(1 << 20, 10, 100, 1_000);
        byte[] tar = Make.gzip(Make.tar(List.of(new Item("a", '0', 0, 0, 0, "", new byte[8 << 20]))), 9);
        byte[] zip = Make.zip(Map.of("a", new byte[8 << 20]));
        assertTrue(bomb.length < 100_000 && tar.length < 100_000 && zip.length < 100_000);
        assertEquals("it unpacks to more than 1048576 bytes", refusal(Kind.TAR, tar, few));
        assertEquals("it unpacks to more than 1048576 bytes", refusal(Kind.ZIP, zip, few));
        assertEquals("it unpacks to more than 1048576 bytes", refusal(Kind.TAR, bomb, few));
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 11; i++) {
            many.put("a" + i, new byte[0]);
        }
        assertEquals("it has more than 10 members", refusal(Kind.ZIP, Make.zip(many), few));
    }

    private static void assertRefused(String reason, Kind kind, byte[] bytes) throws IOException {
        String refused = refusal(kind, bytes, Bounds.DEFAULT);
        assertTrue(refused.contains(reason), refused);
    }

    private static String refusal(Kind kind, byte[] bytes, Bounds bounds) throws IOException {
        Path file = Files.createTempFile("hostile", "");
        try {
            return String.valueOf(
                    Listing.of(Files.write(file, bytes), kind, bounds).refused());
        } finally {
            Files.delete(file);
        }
    }
}
