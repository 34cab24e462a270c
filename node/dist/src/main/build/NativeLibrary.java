import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Puts the native libraries for this machine into a folder: `java -cp JARS NativeLibrary.java FOLDER`.
///
/// Otherwise each process copies them out of their jars when it starts, and leaves the copies behind when it is killed.
final class NativeLibrary {

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String rocks = org.rocksdb.util.Environment.getJniLibraryFileName("rocksdb");
        if (!copy(rocks, folder.resolve(org.rocksdb.util.Environment.getSharedLibraryFileName("rocksdb")))) {
            throw new IOException("RocksDB has no library " + rocks);
        }
        // A platform without this one does with what Java has.
        String crypto = System.mapLibraryName("amazonCorrettoCryptoProvider");
        copy("com/amazon/corretto/crypto/provider/" + crypto, folder.resolve(crypto));
    }

    /// False when there is no such resource.
    private static boolean copy(String resource, Path target) throws IOException {
        try (InputStream library = NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (library == null) {
                return false;
            }
            Files.copy(library, target, StandardCopyOption.REPLACE_EXISTING);
            System.out.println(target);
            return true;
        }
    }
}
