package io.pyrsia.sim.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.tuweni.bytes.Bytes;

/// A running hash over everything that happens; two runs with the same hash did the same. It is no cryptography.
public final class RunHash {

    private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private long state = PRIME;

    public void add(long value) {
        state = mix(state, value);
    }

    public void add(Bytes bytes) {
        state = mix(state, of(bytes));
    }

    public long value() {
        return state;
    }

    public static long of(Bytes bytes) {
        byte[] array = bytes.toArrayUnsafe();
        long hash = array.length;
        int whole = array.length & ~7;
        for (int at = 0; at < whole; at += Long.BYTES) {
            hash = mix(hash, (long) LONGS.get(array, at));
        }
        for (int at = whole; at < array.length; at++) {
            hash = mix(hash, array[at]);
        }
        return hash;
    }

    /// The finaliser of splitmix64 over both values.
    public static long mix(long left, long right) {
        long z = (left ^ Long.rotateLeft(right * PRIME, 31)) + PRIME;
        z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return z ^ (z >>> 31);
    }
}
