import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What builds expect of a machine beside the toolchains that their recipes pin: a shell, the usual programs, and
/// the libraries that those toolchains were linked with, from this machine.
final class Programs {

    private static final String BIN = "usr/bin";

    private static final List<String> NAMES = List.of((
                    "[ awk base64 basename bash bunzip2 bzip2 cat chmod cksum cmp comm cp cut date dd df diff dirname du echo"
                            + " egrep env expand expr false fgrep find fold getconf grep gunzip gzip head hostname id install"
                            + " join ln ls md5sum mkdir mkfifo mktemp mv nl nproc od paste patch pr printenv printf pwd"
                            + " readlink realpath rm rmdir sed seq sha1sum sha256sum sha512sum sh sleep sort split stat"
                            + " stty sum sync tac tail tar tee test timeout touch tr true truncate tsort tty uname unexpand"
                            + " uniq unlink unxz wc which whoami xargs xz xzcat yes zcat")
            .split(" "));

    private static final List<String> LIBRARIES = List.of(
            "libbz2.so.1.0",
            "libcrypto.so.3",
            "libexpat.so.1",
            "libffi.so.8",
            "libgcc_s.so.1",
            "liblzma.so.5",
            "libssl.so.3",
            "libstdc++.so.6",
            "libuuid.so.1",
            "libz.so.1");

    /// Where toolchains look in `/etc`, and what a pod has there.
    private static final List<String> SETTINGS = List.of("etc/java-17-openjdk", "etc/python3.11");

    private Programs() {}

    static void add(Layer layer) throws IOException, InterruptedException {
        TreeSet<Path> binaries = new TreeSet<>();
        for (String name : NAMES) {
            Path program = Path.of("/" + BIN, name);
            if (!Files.exists(program)) {
                throw new IOException("builds expect the program " + name + ", which is not on this machine");
            }
            layer.file(BIN + "/" + name, program.toRealPath(), true);
            binaries.add(program.toRealPath());
        }
        layer.link("bin", BIN);
        for (String name : LIBRARIES) {
            Path library = library(name);
            layer.file(library.toString().substring(1), library.toRealPath(), true);
            binaries.add(library.toRealPath());
        }
        for (Path library : Images.libraries(binaries)) {
            layer.file(library.toString().substring(1), library.toRealPath(), true);
        }
        for (String setting : SETTINGS) {
            layer.link(setting, "/toolchain/" + setting);
        }
    }

    private static Path library(String name) throws IOException, InterruptedException {
        for (String line : Images.run(List.of("/sbin/ldconfig", "-p")).lines().toList()) {
            // `libz.so.1 (libc6,x86-64) => /lib/…/libz.so.1`, perhaps with another for 32 bits
            String[] words = line.strip().split(" => ", 2);
            if (words.length == 2 && words[0].matches(Pattern.quote(name) + " \\(.*(x86-64|AArch64).*")) {
                return Path.of(words[1]);
            }
        }
        throw new IOException("builds expect the library " + name + ", which is not on this machine");
    }
}
