import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Copies the signed jars of the class path without their signatures: `java -cp JARS UnsignJars.java SBOM FOLDER`.
/// In the SBOM, the copies' digests replace those of the jars. Without one there is nothing to replace, and the
/// packing that follows says that it is missing.
///
/// The JVM checks each class of a signed jar anew at each start, and keeps it out of the AOT cache.
final class UnsignJars {

    private static final Pattern SIGNATURE =
            Pattern.compile("META-INF/(SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))", Pattern.CASE_INSENSITIVE);
    private static final LocalDateTime ALWAYS_THE_SAME = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final List<String> DIGESTS =
            List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512");
    private static final String MEMBER = "\"hashes\"";
    private static final String REMARK =
            "\"pedigree\" : { \"notes\" : \"The classes are the published ones; the jar's signatures are left out.\" },\n      ";

    public static void main(String[] arguments) throws NoSuchAlgorithmException {
        try {
            run(arguments);
        } catch (IOException e) {
            System.err.println("UnsignJars: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws IOException, NoSuchAlgorithmException {
        Path sbom = Path.of(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        String components = Files.exists(sbom) ? Files.readString(sbom) : "";
        for (String word : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(word);
            if (Files.isRegularFile(jar) && isSigned(jar)) {
                Path copy = folder.resolve(jar.getFileName());
                copy(jar, copy);
                if (!components.isEmpty()) {
                    components = replace(components, Files.readAllBytes(jar), Files.readAllBytes(copy), jar);
                }
                System.out.println(copy);
            }
        }
        if (!components.isEmpty()) {
            Files.writeString(sbom, components);
        }
    }

    private static boolean isSigned(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return file.stream().anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches());
        }
    }

    private static void copy(Path jar, Path copy) throws IOException {
        try (JarFile signed = new JarFile(jar.toFile(), false);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (JarEntry entry : Collections.list(signed.entries())) {
                if (SIGNATURE.matcher(entry.getName()).matches()) {
                    continue;
                }
                ZipEntry written = new ZipEntry(entry.getName());
                written.setTimeLocal(ALWAYS_THE_SAME);
                out.putNextEntry(written);
                if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    withoutDigests(signed.getManifest()).write(out);
                } else {
                    try (InputStream content = signed.getInputStream(entry)) {
                        content.transferTo(out);
                    }
                }
                out.closeEntry();
            }
        }
    }

    private static Manifest withoutDigests(Manifest manifest) {
        for (Attributes attributes : manifest.getEntries().values()) {
            attributes.keySet().removeIf(name -> name.toString().endsWith("-Digest"));
        }
        manifest.getEntries().values().removeIf(Attributes::isEmpty);
        return manifest;
    }

    private static String replace(String components, byte[] jar, byte[] copy, Path name)
            throws IOException, NoSuchAlgorithmException {
        if (components.contains(digest("SHA-256", copy))) {
            // An SBOM of an earlier build that was not made anew.
            return components;
        }
        int component = components.indexOf(digest("SHA-256", jar));
        int member = components.lastIndexOf(MEMBER, component);
        if (component < 0 || member < 0) {
            throw new IOException("the SBOM has no digest of " + name + ": it is of another build; delete it");
        }
        String replaced = components.substring(0, member) + REMARK + components.substring(member);
        for (String algorithm : DIGESTS) {
            replaced = replaced.replace(digest(algorithm, jar), digest(algorithm, copy));
        }
        return replaced;
    }

    private static String digest(String algorithm, byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    }
}
