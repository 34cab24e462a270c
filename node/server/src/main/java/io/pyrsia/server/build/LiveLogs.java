package io.pyrsia.server.build;

import io.pyrsia.client.api.Printed;
import io.pyrsia.ledger.transaction.Id;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The newest of what this node's builder says that the commands of its builds print, for who watches them: in memory,
/// and of the last few builds only. Safe for use by many threads.
public final class LiveLogs {

    private static final int MAX_BUILDS = 16;
    static final int MAX_KEPT_BYTES = 256 << 10;
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    /// @param start how much of the output came before what is kept
    private record Tail(long start, Bytes kept) {}

    private final LinkedHashMap<Id, Tail> tails = new LinkedHashMap<>(); // Guarded by this.

    public synchronized void add(Id build, Bytes printed) {
        @Nullable Tail old = tails.remove(build);
        Bytes all = old == null ? printed : Bytes.concatenate(old.kept, printed);
        int cut = Math.max(0, all.size() - MAX_KEPT_BYTES);
        tails.put(
                build,
                new Tail((old == null ? 0 : old.start) + cut, all.slice(cut).copy()));
        if (tails.size() > MAX_BUILDS) {
            tails.pollFirstEntry();
        }
    }

    /// What came since, as far as it is kept; nothing if nothing is known of the build. Whoever asks for what is to
    /// come gets all, because then this node is another one than it was.
    public synchronized Optional<Printed> since(Id build, long from) {
        @Nullable Tail tail = tails.get(build);
        if (tail == null) {
            return Optional.empty();
        }
        long end = tail.start + tail.kept.size();
        long begin = from > end ? tail.start : Math.max(from, tail.start);
        int size = (int) Math.min(end - begin, MAX_ANSWER_BYTES);
        Bytes part = tail.kept.slice((int) (begin - tail.start), size);
        return Optional.of(new Printed(begin + size, new String(part.toArrayUnsafe(), StandardCharsets.UTF_8)));
    }
}
