import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Puts RocksDB's native library for this machine into a folder: `java -cp ROCKSDB NativeLibrary.java FOLDER`.
///
/// Otherwise each process copies it out of the jar when it starts, and leaves the copy behind when it is killed.
final class NativeLibrary {

    public static void main(String[] arguments) throws IOException {
        String resource = org.rocksdb.util.Environment.getJniLibraryFileName("rocksdb");
        Path target = Path.of(arguments[0]).resolve(org.rocksdb.util.Environment.getSharedLibraryFileName("rocksdb"));
        try (InputStream library = NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("RocksDB has no library " + resource);
            }
            Files.copy(library, target, StandardCopyOption.REPLACE_EXISTING);
        }
        System.out.println(target);
    }
}
