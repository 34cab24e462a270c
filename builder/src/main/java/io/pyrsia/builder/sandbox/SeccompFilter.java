package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The program that the kernel asks about each system call of a build: classic BPF, made for one kind of
/// processor.
///
/// Builds need few special calls, and much of what broke out of containers began with one of these: namespaces,
/// mounts, tracing, keys, BPF, io_uring, and families of sockets that network namespaces do not cover (a
/// virtual machine's vsock, for one).
final class SeccompFilter {

    private static final int LOAD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int JUMP_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;

    private static final int ALLOW = 0x7fff_0000;
    private static final int KILL = 0x8000_0000;
    private static final int NOT_PERMITTED = 0x0005_0001;
    private static final int NOT_IMPLEMENTED = 0x0005_0026;
    private static final int FAMILY_UNKNOWN = 0x0005_0061;

    /// Every flag that makes a namespace.
    private static final int NEW_NAMESPACE = 0x7e02_0000;

    private static final int UNIX = 1;
    private static final int INET = 2;
    private static final int INET6 = 10;
    private static final int NETLINK = 16;

    private static final int[] NEW_IN_ALL = {428, 429, 430, 431, 432, 438, 442}; // mounts by descriptor, pidfd_getfd
    private static final int[] IO_URING = {425, 426, 427};
    private static final int CLONE3 = 435;

    /// The numbers of one processor's calls.
    ///
    /// @param refused mount, umount2, pivot_root, chroot, unshare, setns, ptrace, process_vm_readv and _writev,
    ///     kcmp, keyctl, add_key, request_key, bpf, perf_event_open, userfaultfd, kexec_load, kexec_file_load,
    ///     init_module, finit_module, delete_module, open_by_handle_at, swapon, swapoff, reboot, acct, syslog,
    ///     quotactl, lookup_dcookie, fanotify_init
    private record Machine(int architecture, int socket, int cloning, List<Integer> refused) {}

    private static final Machine AMD64 = new Machine(
            0xc000_003e,
            41,
            56,
            List.of(
                    165, 166, 155, 161, 272, 308, 101, 310, 311, 312, 250, 248, 249, 321, 298, 323, 246, 320, 175, 313,
                    176, 304, 167, 168, 169, 163, 103, 179, 212, 300));

    private static final Machine AARCH64 = new Machine(
            0xc000_00b7,
            198,
            220,
            List.of(
                    40, 39, 41, 51, 97, 268, 117, 270, 271, 272, 219, 217, 218, 280, 241, 282, 104, 294, 105, 273, 106,
                    265, 224, 225, 142, 89, 116, 60, 18, 262));

    private final List<long[]> program = new ArrayList<>();

    private SeccompFilter() {}

    /// The program for this machine, as `bwrap --seccomp` reads it.
    static byte[] forThisMachine() throws IOException {
        return forThisMachine(UNIX, INET, INET6, NETLINK);
    }

    /// A program under which nothing reaches a network, whichever namespace it is in.
    static byte[] withoutNetwork() throws IOException {
        return forThisMachine(UNIX);
    }

    private static byte[] forThisMachine(int... families) throws IOException {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64" -> assemble(AMD64, families);
            case "aarch64" -> assemble(AARCH64, families);
            default -> throw new IOException("no filter of system calls is known for processors of the kind " + name);
        };
    }

    private static byte[] assemble(Machine machine, int[] families) {
        SeccompFilter filter = new SeccompFilter();
        filter.add(LOAD, ARCHITECTURE);
        filter.unless(JUMP_EQUAL, machine.architecture, KILL);
        filter.add(LOAD, NUMBER);
        if (machine.equals(AMD64)) {
            filter.when(JUMP_AT_LEAST, 0x4000_0000, NOT_PERMITTED); // the calls of x32, which have numbers of their own
        }
        for (int call : machine.refused) {
            filter.when(JUMP_EQUAL, call, NOT_PERMITTED);
        }
        for (int call : NEW_IN_ALL) {
            filter.when(JUMP_EQUAL, call, NOT_PERMITTED);
        }
        for (int call : IO_URING) {
            filter.when(JUMP_EQUAL, call, NOT_IMPLEMENTED);
        }
        filter.when(JUMP_EQUAL, CLONE3, NOT_IMPLEMENTED); // its flags are in memory; libraries then call clone
        filter.skipUnless(machine.cloning, 4);
        filter.add(LOAD, FIRST_ARGUMENT);
        filter.when(JUMP_ANY_BIT, NEW_NAMESPACE, NOT_PERMITTED);
        filter.add(RETURN, ALLOW);
        filter.skipUnless(machine.socket, 2 + 2 * families.length);
        filter.add(LOAD, FIRST_ARGUMENT);
        for (int family : families) {
            filter.when(JUMP_EQUAL, family, ALLOW);
        }
        filter.add(RETURN, FAMILY_UNKNOWN);
        filter.add(RETURN, ALLOW);
        return filter.bytes();
    }

    private void add(int code, int value) {
        program.add(new long[] {code, 0, 0, value});
    }

    private void when(int test, int value, int answer) {
        program.add(new long[] {test, 0, 1, value});
        add(RETURN, answer);
    }

    private void unless(int test, int value, int answer) {
        program.add(new long[] {test, 1, 0, value});
        add(RETURN, answer);
    }

    /// Leaves out the next instructions for every other call.
    private void skipUnless(int call, int instructions) {
        program.add(new long[] {JUMP_EQUAL, 0, instructions, call});
    }

    private byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(8 * program.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (long[] instruction : program) {
            out.putShort((short) instruction[0])
                    .put((byte) instruction[1])
                    .put((byte) instruction[2])
                    .putInt((int) instruction[3]);
        }
        return out.array();
    }
}
