package io.pyrsia.builder.compare;

import static io.pyrsia.builder.compare.Make.bytes;
import static io.pyrsia.builder.compare.Rungs.check;

import io.pyrsia.base.Digest;
import io.pyrsia.builder.compare.Make.Item;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// A pair of artifacts for each rung of the ladder.
class LadderTest {

    private static final String LONG = "the same words again and again ".repeat(200);

    @Test
    void identical() throws IOException {
        byte[] jar = Make.zip(Map.of("a.txt", bytes("a")));
        check(Level.E0, "identical", Kind.JAR, jar, jar.clone());
        check(Level.E0, "identical", Kind.FILE, bytes("plain"), bytes("plain"));
        check(Level.X, "only bytes were compared", Kind.FILE, bytes("plain"), bytes("other"));
    }

    @Test
    void anotherCompression() throws IOException {
        Map<String, byte[]> members = Map.of("a.txt", bytes(LONG));
        check(Level.E1, "only the compression", Kind.JAR, Make.zip(members, 0, 1), Make.zip(members, 0, 9));
        byte[] tar = Make.tar(List.of(Item.file("a.txt", LONG)));
        check(Level.E1, "only the compression", Kind.NPM, Make.gzip(tar, 1), Make.gzip(tar, 9));
        check(Level.E1, "only the compression", Kind.LAYER, tar, Make.gzip(tar, 9));
        byte[] deb = Make.deb(1, Make.gzip(tar, 1), Make.gzip(tar, 1));
        check(Level.E1, "only the compression", Kind.DEB, deb, Make.deb(1, Make.gzip(tar, 9), Make.gzip(tar, 1)));
    }

    @Test
    void orderAndTimes() throws IOException {
        Map<String, byte[]> one = new LinkedHashMap<>();
        one.put("a", bytes("1"));
        one.put("b", bytes("2"));
        Map<String, byte[]> other = new LinkedHashMap<>();
        other.put("b", bytes("2"));
        other.put("a", bytes("1"));
        check(Level.E2, "another order", Kind.JAR, Make.zip(one), Make.zip(other));
        check(Level.E2, "timestamps", Kind.JAR, Make.zip(one), Make.zip(one, Make.NEW_YEAR + 86_400_000, 6));
        Item item = Item.file("a", "1");
        check(Level.E2, "timestamps", Kind.LAYER, Make.tar(List.of(item)), Make.tar(List.of(item.time(5))));
        byte[] tar = Make.gzip(Make.tar(List.of(item)), 6);
        check(Level.E2, "timestamps", Kind.DEB, Make.deb(1, tar, tar), Make.deb(2, tar, tar));
        for (Kind kind : new Kind[] {Kind.NPM, Kind.CRATE, Kind.SDIST}) {
            byte[] built = Make.tar(List.of(item.owner(1_000)));
            check(Level.E2, "owners", kind, built, Make.tar(List.of(item)));
        }
    }

    @Test
    void volatileInJars() throws IOException {
        check(
                Level.E3,
                "the manifest names another JDK",
                Kind.JAR,
                manifest("Build-Jdk: 17"),
                manifest("Build-Jdk: 21"));
        check(Level.X, "content differs", Kind.JAR, manifest("Main-Class: A"), manifest("Main-Class: B"));
        String path = "META-INF/maven/g/a/pom.properties";
        byte[] monday = Make.zip(Map.of(path, bytes("#Mon\nversion=1\n")));
        check(Level.E3, "another date", Kind.JAR, monday, Make.zip(Map.of(path, bytes("#Tue\nversion=1\n"))));
        check(Level.X, "content differs", Kind.JAR, monday, Make.zip(Map.of(path, bytes("#Mon\nversion=2\n"))));
    }

    private static byte[] manifest(String line) {
        return Make.zip(Map.of("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\r\n" + line + "\r\n\r\n")));
    }

    @Test
    void recordFollowsFromTheWheel() throws IOException {
        byte[] sorted = wheel("pkg/a.py", "pkg/b.py");
        check(Level.E3, "RECORD", Kind.WHEEL, sorted, wheel("pkg/b.py", "pkg/a.py"));
        Map<String, byte[]> lying = new LinkedHashMap<>();
        lying.put("pkg/a.py", bytes("print()"));
        lying.put("pkg/b.py", bytes("print()"));
        lying.put("p-1.dist-info/RECORD", bytes("pkg/a.py,,\np-1.dist-info/RECORD,,\n"));
        check(Level.X, "content differs", Kind.WHEEL, sorted, Make.zip(lying));
    }

    /// The members in one order, RECORD in another.
    private static byte[] wheel(String... listed) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        StringBuilder record = new StringBuilder();
        for (String path : listed) {
            String hash = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            Digest.sha256(Bytes.wrap(bytes("print()"))).value().toArrayUnsafe());
            record.append(path).append(",sha256=").append(hash).append(",7\n");
        }
        members.put("pkg/a.py", bytes("print()"));
        members.put("pkg/b.py", bytes("print()"));
        members.put("p-1.dist-info/RECORD", bytes(record + "p-1.dist-info/RECORD,,\n"));
        return Make.zip(members);
    }

    @Test
    void cargosCommit() throws IOException {
        String commit = "{\n  \"git\": {\n    \"sha1\": \"%s\"\n  },\n  \"path_in_vcs\": \"\"\n}";
        byte[] bare = Make.tar(List.of(Item.file("c-1/Cargo.toml", "x")));
        byte[] noted = Make.tar(List.of(
                Item.file("c-1/.cargo_vcs_info.json", commit.formatted("a".repeat(40))),
                Item.file("c-1/Cargo.toml", "x")));
        byte[] other = Make.tar(List.of(
                Item.file("c-1/.cargo_vcs_info.json", commit.formatted("b".repeat(40))),
                Item.file("c-1/Cargo.toml", "x")));
        check(Level.E3, "another commit", Kind.CRATE, noted, other);
        check(Level.E3, "another commit", Kind.CRATE, bare, other);
        byte[] hiding = Make.tar(List.of(
                Item.file("c-1/.cargo_vcs_info.json", "{\"anything\": \"else\"}"), Item.file("c-1/Cargo.toml", "x")));
        check(Level.X, "only in", Kind.CRATE, bare, hiding);
    }

    @Test
    void classesOfTheSameMeaning() throws IOException {
        byte[] compiled = Classes.compile(Classes.SOURCE);
        byte[] written = Classes.reordered(compiled, 0);
        byte[] jar = Make.zip(Map.of("Sample.class", written));
        for (int others : new int[] {1, 300}) {
            byte[] same = Make.zip(Map.of("Sample.class", Classes.reordered(compiled, others)));
            check(Level.E4, "the class means the same", Kind.JAR, jar, same);
        }
        // Another program than the compiler computed the stack maps: what they claim is compared, so this is X.
        check(Level.X, "content differs", Kind.JAR, jar, Make.zip(Map.of("Sample.class", compiled)));
        byte[] patch = Make.zip(Map.of("module-info.class", Classes.moduleInfo("17.0.14")));
        byte[] next = Make.zip(Map.of("module-info.class", Classes.moduleInfo("17.0.15")));
        check(Level.E4, "another patch of the JDK", Kind.JAR, patch, next);
    }
}
