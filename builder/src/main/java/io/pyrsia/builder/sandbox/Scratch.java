package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The disk of one build: a file system of fixed size in memory, in namespaces of its own.
///
/// A process that only waits holds the namespaces. It ends when its input does, so a builder that is killed
/// leaves nothing mounted, and the disk is gone with everything on it.
final class Scratch implements AutoCloseable {

    private static final String SCRIPT = """
            mount -t tmpfs -o "$2" tmpfs "$1" && mkdir -m 755 "$1/build" "$1/build/home" "$1/etc" "$1/root" && mkdir -m 777 "$1/tmp" "$1/shm" \
            && printf 'build:x:1000:1000:build:/build/home:/bin/sh\\n' > "$1/etc/passwd" \
            && printf 'build:x:1000:\\n' > "$1/etc/group" \
            && printf '127.0.0.1 localhost\\n' > "$1/etc/hosts" \
            && printf 'passwd: files\\ngroup: files\\nhosts: files\\n' > "$1/etc/nsswitch.conf" \
            && echo ready && exec cat""";

    private final Process holder;
    private final Path mounted;

    private Scratch(Process holder, Path mounted) {
        this.holder = holder;
        this.mounted = mounted;
    }

    /// Mounts it over a folder, which stays empty for everybody else.
    static Scratch over(Path folder, Account account, Quota quota) throws IOException {
        List<String> argv = new ArrayList<>(account.prefix());
        argv.addAll(List.of("unshare", "--user", "--map-root-user", "--mount", "--", "/bin/sh", "-c", SCRIPT, "sh"));
        argv.add(folder.toString());
        argv.add("size=" + quota.diskBytes() + ",nr_inodes=" + quota.files() + ",mode=755,nodev,nosuid");
        Process holder = Host.command(argv).redirectErrorStream(true).start();
        String line = holder.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"ready".equals(line)) {
            holder.destroyForcibly();
            throw new IOException("no file system for a build can be mounted on " + folder + ": " + line);
        }
        return new Scratch(holder, folder);
    }

    /// What comes before a command to run it in these namespaces.
    List<String> prefix() {
        return List.of(
                "nsenter",
                "--target",
                String.valueOf(holder.pid()),
                "--user",
                "--mount",
                "--preserve-credentials",
                "--");
    }

    Path folder(String name) {
        return mounted.resolve(name);
    }

    @Override
    public void close() {
        holder.destroyForcibly();
        holder.onExit().join();
    }
}
