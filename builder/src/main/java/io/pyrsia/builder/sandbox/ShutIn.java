package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The command line that shuts one command in, in the words of bubblewrap.
final class ShutIn {

    /// What a command may read of the machine: its programs, never its settings, users, homes or data.
    private static final List<String> PROGRAMS = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");

    /// Of the settings, those that Debian's programs cannot start without.
    private static final List<String> SETTINGS = List.of("/etc/alternatives", "/etc/ld.so.cache", "/etc/ssl/certs");

    private final List<String> argv = new ArrayList<>();

    /// @param binds what else the command may read, by where it finds it
    /// @param info where the process is written down that all others die with
    static List<String> around(
            Step step, Quota quota, Scratch scratch, Account account, Walls walls, Path info, Map<String, Path> binds)
            throws IOException {
        ShutIn command = new ShutIn();
        // Descriptors are opened by the builder itself, because the build's account may not see its files.
        command.add(
                "/bin/sh",
                "-c",
                "exec 8>\"$1\" 9<\"$0\"; shift; exec \"$@\"",
                walls.filter().toString(),
                info.toString());
        command.argv.addAll(account.prefix());
        command.argv.addAll(scratch.prefix());
        command.argv.addAll(walls.program(scratch));
        command.add("--hostname", "build", "--info-fd", "8", "--seccomp", "9");
        command.files(scratch, binds);
        command.environment(step);
        command.add("--chdir", step.folder(), "--");
        // Here, within the namespaces, the limit on processes counts this build's alone.
        command.add(
                "choom", "-n", "1000", "--", "prlimit", "--nproc=" + quota.processes(), "--nofile=16384", "--core=0");
        command.add("--", "/bin/sh", "-c", "umask \"$0\"; exec \"$@\"", step.umask());
        command.argv.addAll(step.argv());
        return command.argv;
    }

    private void files(Scratch scratch, Map<String, Path> binds) throws IOException {
        add("--ro-bind", "/usr", "/usr");
        for (String folder : PROGRAMS) {
            Path path = Path.of(folder);
            if (Files.isSymbolicLink(path)) {
                add("--symlink", Files.readSymbolicLink(path).toString(), folder);
            } else if (Files.exists(path)) {
                add("--ro-bind", folder, folder);
            }
        }
        for (String setting : SETTINGS) {
            add("--ro-bind-try", setting, setting);
        }
        for (String file : List.of("passwd", "group", "hosts", "nsswitch.conf")) {
            add("--ro-bind", scratch.folder("etc").resolve(file).toString(), "/etc/" + file);
        }
        add("--proc", "/proc", "--dev", "/dev");
        add("--bind", scratch.folder("shm").toString(), "/dev/shm", "--remount-ro", "/dev");
        add("--bind", scratch.folder("tmp").toString(), "/tmp");
        add("--bind", scratch.folder("build").toString(), Step.HOME);
        new TreeMap<>(binds).forEach((to, from) -> add("--ro-bind", from.toString(), to));
        add("--remount-ro", "/");
    }

    private void environment(Step step) {
        add("--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", Step.HOME, "--setenv", "TMPDIR", "/tmp");
        new TreeMap<>(step.environment()).forEach((name, value) -> add("--setenv", name, value));
    }

    private void add(String... words) {
        argv.addAll(List.of(words));
    }
}
