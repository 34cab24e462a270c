package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Does what bubblewrap does for a sandbox, understanding those of its words that sandboxes use: shows files,
/// has the kernel filter system calls, and becomes the command.
///
/// `unshare` made the namespaces, in which this program has all rights; what it becomes has none. It runs on the
/// builder's own Java. Its class file is all that the build's account gets of ours, so it uses no other class
/// but the JDK's, and no class of its own.
public final class StandIn {

    private static final long READ_ONLY = 1;
    private static final long NO_SUID = 2;
    private static final long NO_DEVICES = 4;
    private static final long NO_PROGRAMS = 8;
    private static final long BIND = 4_096;
    private static final long WITH_ALL_BELOW = 16_384;

    private static final long DETACH = 2;
    private static final long HERE = -100; // AT_FDCWD
    private static final long RECURSIVE = 0x8000;
    private static final long SET_SECCOMP = 22;
    private static final long FILTER = 2;
    private static final long SET_INTERFACE_FLAGS = 0x8914;
    private static final short UP = 1;

    /// No descriptor of ours or of whoever started us reaches a build.
    private static final long FIRST_AFTER_STREAMS = 3;
    private static final long LAST_POSSIBLE = 0xFFFF_FFFFL;
    private static final long WHEN_IT_BECOMES = 4; // CLOSE_RANGE_CLOEXEC

    private static final int MAX_FILTER = 1 << 15;

    private static final boolean AMD64 = System.getProperty("os.arch").equals("amd64");

    private final Arena arena = Arena.global();
    private final MethodHandle systemCall;
    private final MemorySegment error;
    private final String root;
    private final List<String> environment = new ArrayList<>();
    private byte[] filter = {};
    private String folder = "/";

    @SuppressWarnings("restricted")
    private StandIn(String root) {
        Linker linker = Linker.nativeLinker();
        StructLayout state = Linker.Option.captureStateLayout();
        ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
        this.root = root;
        this.error = arena.allocate(state);
        this.systemCall = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(word, word, word, word, word, word, word),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(1));
    }

    /// Never returns but by an exception.
    ///
    /// @param arguments a folder to build the new root on, words as bubblewrap has them, `--` and the command
    public static void main(String[] arguments) throws IOException {
        new StandIn(arguments[0]).run(Arrays.asList(arguments).subList(1, arguments.length));
    }

    private void run(List<String> words) throws IOException {
        call("setsid", number(112, 157), 0, 0, 0, 0, 0);
        bringUpLoopback();
        mount("tmpfs", root, "tmpfs", NO_SUID | NO_DEVICES, "size=1m,mode=755");
        int at = 0;
        while (!words.get(at).equals("--")) {
            at += understand(words.subList(at, words.size()));
        }
        enter();
        call("close_range", 436, FIRST_AFTER_STREAMS, LAST_POSSIBLE, WHEN_IT_BECOMES, 0, 0);
        // From here on the kernel refuses what a build may not do; rights are given up by what comes next.
        install();
        become(words.subList(at + 1, words.size()));
    }

    /// Does what the first words say, and answers how many these are.
    private int understand(List<String> words) throws IOException {
        String what = words.get(0);
        String one = words.get(1);
        switch (what) {
            case "--info-fd" -> writeProcess(Long.parseLong(one));
            case "--seccomp" -> filter = read(Long.parseLong(one));
            case "--hostname" -> {
                MemorySegment name = text(one);
                call("sethostname", number(170, 161), name.address(), name.byteSize() - 1, 0, 0, 0);
            }
            case "--chdir" -> folder = one;
            case "--proc" -> mount("proc", folder(one), "proc", NO_SUID | NO_DEVICES | NO_PROGRAMS, "");
            case "--dev" -> devices(folder(one));
            case "--remount-ro" -> restrict(root + one, READ_ONLY, 0);
            default -> {
                String two = words.get(2);
                switch (what) {
                    case "--setenv" -> environment.add(one + "=" + two);
                    case "--symlink" -> Files.createSymbolicLink(Path.of(root + two), Path.of(one));
                    case "--bind" -> bind(one, two, NO_SUID | NO_DEVICES);
                    case "--ro-bind" -> bind(one, two, NO_SUID | NO_DEVICES | READ_ONLY);
                    case "--ro-bind-try" -> {
                        if (Files.exists(Path.of(one))) {
                            bind(one, two, NO_SUID | NO_DEVICES | READ_ONLY);
                        }
                    }
                    default -> throw new IOException("not understood: " + what);
                }
                return 3;
            }
        }
        return 2;
    }

    private String folder(String path) throws IOException {
        return Files.createDirectories(Path.of(root + path)).toString();
    }

    private void bind(String from, String to, long flags) throws IOException {
        Path target = Path.of(root + to);
        if (Files.isDirectory(Path.of(from))) {
            Files.createDirectories(target);
        } else if (Files.notExists(target)) {
            Files.createDirectories(target.resolveSibling(""));
            Files.createFile(target);
        }
        mount(from, target.toString(), "", BIND | WITH_ALL_BELOW, "");
        restrict(target.toString(), flags, RECURSIVE);
    }

    private void devices(String folder) throws IOException {
        mount("tmpfs", folder, "tmpfs", NO_SUID | NO_PROGRAMS, "size=1m,mode=755");
        for (String name : List.of("null", "zero", "full", "random", "urandom", "tty")) {
            Path target = Files.createFile(Path.of(folder, name));
            mount("/dev/" + name, target.toString(), "", BIND, "");
        }
        link(folder, "fd", "/proc/self/fd");
        link(folder, "stdin", "/proc/self/fd/0");
        link(folder, "stdout", "/proc/self/fd/1");
        link(folder, "stderr", "/proc/self/fd/2");
        link(folder, "ptmx", "pts/ptmx");
        String terminals = Files.createDirectory(Path.of(folder, "pts")).toString();
        mount("devpts", terminals, "devpts", NO_SUID | NO_PROGRAMS, "newinstance,ptmxmode=0666,mode=620");
        Files.createDirectory(Path.of(folder, "shm"));
    }

    private static void link(String folder, String name, String to) throws IOException {
        Files.createSymbolicLink(Path.of(folder, name), Path.of(to));
    }

    /// Says which process all others die with, by the number that it has for the builder.
    private void writeProcess(long descriptor) throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        MemorySegment said = text("{ \"child-pid\": " + stat.substring(0, stat.indexOf(' ')) + " }");
        call("write", number(1, 64), descriptor, said.address(), said.byteSize() - 1, 0, 0);
    }

    private byte[] read(long descriptor) throws IOException {
        MemorySegment bytes = arena.allocate(MAX_FILTER);
        long length = call("read", number(0, 63), descriptor, bytes.address(), MAX_FILTER, 0, 0);
        return bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private void bringUpLoopback() throws IOException {
        long socket = call("socket", number(41, 198), 2, 2, 0, 0, 0);
        MemorySegment request = arena.allocate(40, 8);
        request.setString(0, "lo");
        request.set(ValueLayout.JAVA_SHORT, 16, UP);
        call("ioctl", number(16, 29), socket, SET_INTERFACE_FLAGS, request.address(), 0, 0);
        call("close", number(3, 57), socket, 0, 0, 0, 0);
    }

    private void mount(String from, String to, String type, long flags, String options) throws IOException {
        long what = text(from).address();
        long where = text(to).address();
        call(
                "mount of " + to,
                number(165, 40),
                what,
                where,
                text(type).address(),
                flags,
                text(options).address());
    }

    /// Sets attributes of a mount and leaves those that it has.
    private void restrict(String path, long attributes, long how) throws IOException {
        MemorySegment set = arena.allocate(32, 8);
        set.set(ValueLayout.JAVA_LONG, 0, attributes);
        call("mount_setattr of " + path, 442, HERE, text(path).address(), how, set.address(), 32);
    }

    /// Makes the new root the only one: the machine's files are no longer anywhere.
    private void enter() throws IOException {
        long here = text(".").address();
        call("chdir to the root", number(80, 49), text(root).address(), 0, 0, 0, 0);
        call("pivot_root", number(155, 41), here, here, 0, 0, 0);
        call("umount", number(166, 39), here, DETACH, 0, 0, 0);
        call("chdir to " + folder, number(80, 49), text(folder).address(), 0, 0, 0, 0);
    }

    private void install() throws IOException {
        MemorySegment instructions = arena.allocate(filter.length, 8);
        instructions.copyFrom(MemorySegment.ofArray(filter));
        MemorySegment program = arena.allocate(MemoryLayout.sequenceLayout(2, ValueLayout.JAVA_LONG));
        program.set(ValueLayout.JAVA_SHORT, 0, (short) (filter.length / 8));
        program.set(ValueLayout.JAVA_LONG, 8, instructions.address());
        call("seccomp", number(157, 167), SET_SECCOMP, FILTER, program.address(), 0, 0);
    }

    /// The first process collects what nobody waits for; the command is its child and has no rights.
    private void become(List<String> command) throws IOException {
        List<String> argv = new ArrayList<>(List.of("/usr/bin/env", "-i"));
        argv.addAll(environment);
        argv.addAll(List.of("setpriv", "--ambient-caps=-all", "--inh-caps=-all", "--bounding-set=-all", "--"));
        argv.addAll(List.of("/bin/sh", "-c", "\"$@\"; exit $?", "sh"));
        argv.addAll(command);
        MemorySegment words = arena.allocate(ValueLayout.JAVA_LONG, argv.size() + 1L);
        for (int i = 0; i < argv.size(); i++) {
            words.setAtIndex(ValueLayout.JAVA_LONG, i, text(argv.get(i)).address());
        }
        long none = arena.allocate(ValueLayout.JAVA_LONG).address();
        call("execve", number(59, 221), text(argv.getFirst()).address(), words.address(), none, 0, 0);
    }

    private MemorySegment text(String text) {
        return arena.allocateFrom(text, StandardCharsets.UTF_8);
    }

    private static long number(long amd64, long aarch64) {
        return AMD64 ? amd64 : aarch64;
    }

    private long call(String what, long number, long a, long b, long c, long d, long e) throws IOException {
        long result;
        try {
            result = (long) systemCall.invokeExact(error, number, a, b, c, d, e);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
        if (result < 0) {
            throw new IOException(what + " failed with error " + error.get(ValueLayout.JAVA_INT, 0));
        }
        return result;
    }
}
