package io.pyrsia.bench.builder;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Jars of a given size, made of the classes of the JDK, again and again below other folders.
final class LargeJar {

    /// How a jar differs from the one that nothing was changed in.
    enum Change {
        NONE,
        ORDER_AND_TIMES,
        CONSTANT_POOLS
    }

    record Entry(String name, Path file) {}

    /// One constant more that nothing refers to: code and stack maps are copied as they are.
    private static final ClassTransform ANOTHER_POOL =
            ClassTransform.endHandler(type -> type.constantPool().utf8Entry("left by another compiler"));

    private LargeJar() {}

    /// Those of `java.base` as often as it takes for a jar that is that large once they are compressed.
    static List<Entry> entries(int bytes) throws IOException {
        List<Path> classes;
        try (Stream<Path> files =
                Files.walk(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base"))) {
            classes = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .toList();
        }
        List<Entry> entries = new ArrayList<>();
        long left = bytes;
        for (int copy = 0; left > 0; copy++) {
            for (Path file : classes) {
                left -= left > 0 ? compressed(Files.readAllBytes(file)) : 0;
                if (left > 0) {
                    entries.add(new Entry("copy-" + copy + file, file));
                }
            }
        }
        return entries;
    }

    private static int compressed(byte[] content) {
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(content);
            deflater.finish();
            return deflater.deflate(new byte[content.length + 64]);
        }
    }

    static void write(Path jar, List<Entry> entries, Change change) throws IOException {
        List<Entry> order = change == Change.ORDER_AND_TIMES ? entries.reversed() : entries;
        LocalDateTime time = LocalDateTime.of(2020, 1, change == Change.NONE ? 1 : 2, 0, 0);
        ClassFile form = ClassFile.of();
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Entry entry : order) {
                byte[] content = Files.readAllBytes(entry.file);
                ZipEntry head = new ZipEntry(entry.name);
                head.setTimeLocal(time);
                zip.putNextEntry(head);
                zip.write(
                        change == Change.CONSTANT_POOLS
                                ? form.transformClass(form.parse(content), ANOTHER_POOL)
                                : content);
            }
        }
    }
}
