package io.pyrsia.registry.maven;

import io.pyrsia.base.Digest;
import io.pyrsia.registry.Found;
import io.pyrsia.registry.Item;
import io.pyrsia.registry.Memory;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Refusal.Why;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Served;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// The checksums of files, computed from the bytes that this node verified, and remembered.
final class FileSums {

    private static final int REMEMBERED = 20_000;
    private static final Duration FOR = Duration.ofDays(1);
    /// Computed beside the file itself; larger ones when somebody asks for the checksum.
    private static final long SMALL_BYTES = 1 << 20;

    private final Registry registry;
    private final Memory<Digest, Sums> known;

    FileSums(Registry registry) {
        this.registry = registry;
        this.known = new Memory<>(registry.shared().clock(), REMEMBERED);
    }

    /// Those of a file, all of which is fetched for it if need be.
    Sums of(Item item) throws Refusal {
        Optional<Sums> before = registry.known(item).digest().flatMap(known::get);
        if (before.isPresent()) {
            return before.get();
        }
        try (Served served = registry.open(item)) {
            return sum(served);
        } catch (IOException e) {
            throw new Refusal(Why.UNREACHABLE, item.path() + " broke off: " + e.getMessage());
        }
    }

    /// Those that can be had at once: of a file that is here, and known or small.
    Optional<Sums> atOnce(Found found) {
        return found.digest().flatMap(known::get);
    }

    Optional<Sums> atOnce(Served served) throws IOException {
        Optional<Sums> before = atOnce(served.found());
        boolean isHere = served.found()
                .digest()
                .filter(registry.shared().store()::contains)
                .isPresent();
        return before.isPresent() || !isHere || served.content().size() > SMALL_BYTES
                ? before
                : Optional.of(sum(served));
    }

    private Sums sum(Served served) throws IOException {
        Sums.Summing summing = new Sums.Summing();
        served.content().copy(0, served.content().size(), summing);
        Sums sums = summing.sums();
        known.put(new Digest(Digest.Algorithm.SHA256, Bytes.fromHexString(sums.get(Algorithm.SHA256))), sums, FOR);
        return sums;
    }
}
