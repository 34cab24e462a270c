import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Fetches a Maven distribution, checks its SHA-512 and unpacks it: `java FetchMaven.java URL SHA512 TARGET`.
final class FetchMaven {

    private static final int MAX_BYTES = 64 << 20;

    public static void main(String[] arguments) {
        String url = arguments[0];
        try {
            unpack(verified(download(url), arguments[1]), Path.of(arguments[2]));
        } catch (IOException | GeneralSecurityException e) {
            System.err.println("mvnw: Maven could not be fetched from " + url + " (" + e + "): install Maven 3.8.6 or newer, or set"
                    + " MVNW_REPOURL to a Maven repository within reach");
            System.exit(1);
        }
    }

    private static byte[] download(String url) throws IOException {
        var connection = URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(20_000);
        connection.setReadTimeout(60_000);
        try (InputStream in = connection.getInputStream()) {
            byte[] archive = in.readNBytes(MAX_BYTES + 1);
            if (archive.length > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            return archive;
        }
    }

    private static byte[] verified(byte[] archive, String sha512) throws GeneralSecurityException {
        String actual = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(archive));
        if (!actual.equals(sha512)) {
            throw new GeneralSecurityException("the SHA-512 is " + actual + ", not " + sha512);
        }
        return archive;
    }

    /// Unpacks beside the target and renames, so that a half-unpacked Maven is never used.
    private static void unpack(byte[] archive, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Path fresh = Files.createTempDirectory(target.getParent(), "fetch-");
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String inner = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path file = fresh.resolve(inner).normalize();
                if (!file.startsWith(fresh)) {
                    throw new IOException("an entry leads out of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        if (!fresh.resolve("bin/mvn").toFile().setExecutable(true)) {
            throw new IOException("bin/mvn cannot be made executable");
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
