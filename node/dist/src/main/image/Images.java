import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Makes a container image of a Java program, without a container engine and without a base image:
/// `java Images.java ARCHIVE NAME SBOM MAIN JARS OPTION...`.
///
/// Two layers: a Java runtime with the C libraries that it needs, from this machine, and the program. There
/// is no shell and no other program in it but in a builder's (see [Programs]). The same files give the same bytes.
///
/// ARCHIVE is the tar to be, NAME the image's with its tag, MAIN the class; JARS is a folder or a class
/// path, and OPTIONs are the JVM's. The first OPTION of a builder is `--builder`.
final class Images {

    private static final String HOME = "opt/pyrsia";
    private static final String USER = "65532:65532";
    /// The account of builds everywhere, because archives tell it.
    private static final String BUILDER = "1000:1000";

    private static final String MODULES = String.join(
            ",",
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.sql",
            "java.xml",
            "jdk.httpserver",
            "jdk.management",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.unsupported",
            "jdk.zipfs");

    public static void main(String[] words) throws IOException, InterruptedException {
        Path archive = Path.of(words[0]).toAbsolutePath();
        String name = words[1];
        Path sbom = Path.of(words[2]);
        String main = words[3];
        List<Path> files = files(words[4]);
        boolean isBuilder = words.length > 5 && words[5].equals("--builder");
        List<String> options = List.of(words).subList(isBuilder ? 6 : 5, words.length);

        Path work = Files.createTempDirectory(archive.getParent(), "image");
        try {
            Path runtime = work.resolve("runtime");
            run(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                    "--add-modules",
                    MODULES,
                    "--strip-java-debug-attributes",
                    "--no-header-files",
                    "--no-man-pages",
                    "--output",
                    runtime.toString()));
            Layer base = new Layer();
            base.folder(HOME + "/runtime", runtime);
            for (Path library : libraries(runtime, files)) {
                base.file(library.toString().substring(1), library.toRealPath(), true);
            }
            if (isBuilder) {
                base.text("etc/passwd", "build:x:1000:1000:build:/build/home:/bin/sh\n");
                base.text("etc/group", "build:x:1000:\n");
                Programs.add(base);
            } else {
                base.text("etc/passwd", "root:x:0:0:root:/:/none\npyrsia:x:65532:65532:pyrsia:/tmp:/none\n");
                base.text("etc/group", "root:x:0:\npyrsia:x:65532:\n");
            }
            base.text("etc/nsswitch.conf", "hosts: files dns\n");
            base.temporary("tmp");
            Layer program = new Layer();
            List<String> jars = new ArrayList<>();
            for (Path file : files) {
                String at = HOME + "/lib/" + file.getFileName();
                program.file(at, file, false);
                if (at.endsWith(".jar")) {
                    jars.add("/" + at);
                }
            }
            program.file(HOME + "/sbom.json", sbom, false);

            List<String> entry = new ArrayList<>(List.of("/" + HOME + "/runtime/bin/java"));
            entry.addAll(options);
            entry.addAll(List.of("-cp", String.join(":", jars), main));
            if (isBuilder) {
                String started = "/" + HOME + "/bin/pyrsia-builder";
                program.program(started.substring(1), "#!/bin/sh\nPATH=/usr/bin exec " + String.join(" ", entry) + " \"$@\"\n");
                entry = List.of(started);
            }
            Archive.write(archive, name, List.of(base, program), entry, isBuilder ? BUILDER : USER);
        } finally {
            delete(work);
        }
    }

    /// The jars and native libraries of a folder or a class path, by name.
    private static List<Path> files(String jars) throws IOException {
        TreeMap<String, Path> found = new TreeMap<>();
        for (String part : jars.split(":", -1)) {
            Path path = Path.of(part);
            if (Files.isDirectory(path)) {
                try (Stream<Path> listed = Files.list(path)) {
                    listed.forEach(file -> found.put(file.getFileName().toString(), file));
                }
            } else {
                found.put(path.getFileName().toString(), path);
            }
        }
        found.keySet().removeIf(file -> !file.endsWith(".jar") && !file.endsWith(".so"));
        return List.copyOf(found.values());
    }

    /// What the runtime and the program's own libraries need of the system, as the loader finds it.
    private static TreeSet<Path> libraries(Path runtime, List<Path> files) throws IOException, InterruptedException {
        List<Path> binaries = new ArrayList<>();
        try (Stream<Path> found = Files.walk(runtime)) {
            found.filter(file -> file.toString().endsWith(".so") || file.endsWith("bin/java"))
                    .forEach(binaries::add);
        }
        files.stream().filter(file -> file.toString().endsWith(".so")).forEach(binaries::add);
        TreeSet<Path> libraries = libraries(binaries);
        libraries.removeIf(library -> library.startsWith(runtime));
        return libraries;
    }

    /// What binaries need, as the loader finds it; scripts need nothing.
    static TreeSet<Path> libraries(Collection<Path> binaries) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ldd"));
        for (Path binary : binaries) {
            if (isElf(binary)) {
                command.add(binary.toString());
            }
        }
        TreeSet<Path> libraries = new TreeSet<>();
        for (String line : run(command).lines().toList()) {
            // `libc.so.6 => /lib/…/libc.so.6 (0x…)`, or the loader alone: `/lib64/ld-linux… (0x…)`
            String path = line.strip().replaceFirst("^\\S+ => ", "").replaceFirst(" \\(0x[0-9a-f]+\\)$", "");
            Path library = Path.of(path).normalize();
            if (path.startsWith("/") && !path.endsWith(":")) {
                libraries.add(library);
            }
        }
        return libraries;
    }

    private static boolean isElf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 0x7f && in.read() == 'E';
        }
    }

    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + " failed: " + said);
        }
        return said;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
