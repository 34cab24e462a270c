package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Takes from this process, and from all that it starts, what builds must not have: for places where no namespaces
/// can be made, such as a container of a restricted pod. It needs no right, and there is no way back.
///
/// A filter of system calls holds all threads. Landlock holds the thread that calls and what it starts: these cannot
/// write into the memory of processes outside, nor signal them, by which a command could have others act for it.
public final class Confinement {

    private static final int SET_NO_NEW_PRIVILEGES = 38;
    private static final int SET_MODE_FILTER = 1;
    private static final int ALL_THREADS = 1;
    private static final int LANDLOCK_CREATE_RULESET = 444;
    private static final int LANDLOCK_RESTRICT_SELF = 446;
    private static final int GIVE_VERSION = 1;
    /// The first version of Landlock that knows of signals.
    private static final int LANDLOCK_NEEDED = 6;

    private static final long BIND_AND_CONNECT_TCP = 3;
    private static final long ABSTRACT_SOCKETS_AND_SIGNALS = 3;
    private static final int RULESET_BYTES = 24;

    private final Arena arena;
    private final MethodHandle systemCall;
    private final boolean isAmd64 = "amd64".equals(System.getProperty("os.arch"));

    @SuppressWarnings("restricted") // The calls below are what this class is.
    private Confinement(Arena arena) {
        this.arena = arena;
        Linker linker = Linker.nativeLinker();
        ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
        this.systemCall = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(word, word, word, word, word, word, word),
                Linker.Option.firstVariadicArg(1));
    }

    /// Confines this process.
    ///
    /// @param hasNetwork whether sockets of the internet can still be made
    /// @return whether the kernel has a Landlock that holds what is started from other processes
    public static boolean enter(boolean hasNetwork) throws IOException {
        byte[] program = hasNetwork ? SeccompFilter.forThisMachine() : SeccompFilter.withoutNetwork();
        try (Arena arena = Arena.ofConfined()) {
            Confinement confinement = new Confinement(arena);
            confinement.giveUpPrivileges();
            boolean isHeld = confinement.holdFromOthers(hasNetwork);
            confinement.filter(program);
            return isHeld;
        }
    }

    private void giveUpPrivileges() throws IOException {
        if (call(isAmd64 ? 157 : 167, SET_NO_NEW_PRIVILEGES, 1, 0) != 0) {
            throw new IOException("the kernel does not take privileges from this process");
        }
    }

    private boolean holdFromOthers(boolean hasNetwork) throws IOException {
        if (call(LANDLOCK_CREATE_RULESET, 0, 0, GIVE_VERSION) < LANDLOCK_NEEDED) {
            return false;
        }
        MemorySegment ruleset = arena.allocate(RULESET_BYTES, Long.BYTES);
        ruleset.set(ValueLayout.JAVA_LONG, 8, hasNetwork ? 0 : BIND_AND_CONNECT_TCP);
        ruleset.set(ValueLayout.JAVA_LONG, 16, ABSTRACT_SOCKETS_AND_SIGNALS);
        long descriptor = call(LANDLOCK_CREATE_RULESET, ruleset.address(), RULESET_BYTES, 0);
        if (descriptor < 0 || call(LANDLOCK_RESTRICT_SELF, descriptor, 0, 0) != 0) {
            throw new IOException("the kernel has Landlock and does not let this process use it");
        }
        return true;
    }

    private void filter(byte[] program) throws IOException {
        MemorySegment instructions = arena.allocate(program.length, Long.BYTES);
        MemorySegment.copy(program, 0, instructions, ValueLayout.JAVA_BYTE, 0, program.length);
        AddressLayout pointer = ValueLayout.ADDRESS;
        MemorySegment described = arena.allocate(MemoryLayout.structLayout(
                ValueLayout.JAVA_SHORT, MemoryLayout.paddingLayout(pointer.byteSize() - Short.BYTES), pointer));
        described.set(ValueLayout.JAVA_SHORT, 0, (short) (program.length / Long.BYTES));
        described.set(pointer, pointer.byteSize(), instructions);
        if (call(isAmd64 ? 317 : 277, SET_MODE_FILTER, ALL_THREADS, described.address()) != 0) {
            throw new IOException("the kernel does not take a filter of system calls");
        }
    }

    private long call(long number, long first, long second, long third) {
        try {
            return (long) systemCall.invokeExact(number, first, second, third, 0L, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException("a system call cannot be made", e);
        }
    }
}
