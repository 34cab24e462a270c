import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Files of an image by their paths in it, all root's and from 1970.
final class Layer {

    private interface Entry {
        void write(Tar tar, String path) throws IOException;
    }

    private final TreeMap<String, Entry> entries = new TreeMap<>();

    void file(String path, Path source, boolean isProgram) {
        put(path, (tar, at) -> tar.file(at, Files.readAllBytes(source), isProgram ? 0755 : 0644));
    }

    void program(String path, String text) {
        put(path, (tar, at) -> tar.file(at, text.getBytes(StandardCharsets.UTF_8), 0755));
    }

    void text(String path, String text) {
        put(path, (tar, at) -> tar.file(at, text.getBytes(StandardCharsets.UTF_8), 0644));
    }

    /// A folder where everybody may write.
    void temporary(String path) {
        put(path, (tar, at) -> tar.folder(at, 01777));
    }

    void folder(String path, Path source) throws IOException {
        try (Stream<Path> found = Files.walk(source)) {
            for (Path file : found.toList()) {
                String at = path + "/" + source.relativize(file);
                if (Files.isSymbolicLink(file)) {
                    link(at, Files.readSymbolicLink(file).toString());
                } else if (Files.isRegularFile(file)) {
                    file(at, file, Files.isExecutable(file));
                }
            }
        }
    }

    void link(String path, String target) {
        put(path, (tar, at) -> tar.link(at, target));
    }

    private void put(String path, Entry entry) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            entries.putIfAbsent(path.substring(0, slash), (tar, at) -> tar.folder(at, 0755));
        }
        entries.put(path, entry);
    }

    void write(Tar tar) throws IOException {
        for (var entry : entries.entrySet()) {
            entry.getValue().write(tar, entry.getKey());
        }
    }
}
