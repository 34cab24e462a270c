package io.pyrsia.registry.maven;

import io.pyrsia.base.Digest;
import io.pyrsia.registry.Found;
import io.pyrsia.registry.Item;
import io.pyrsia.registry.Memory;
import io.pyrsia.registry.Refusal;
import io.pyrsia.registry.Registry;
import io.pyrsia.registry.Served;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// The bytes of small files that never change, held for a while: every build asks for the same POMs.
final class SmallFiles {

    private static final int HELD = 512;
    private static final int MAX_BYTES = 32 << 10;
    /// Not for ever, or the store would think that nobody uses them.
    private static final Duration HELD_FOR = Duration.ofSeconds(60);

    /// A file as its name is known now.
    record Small(Found found, Bytes content, Sums sums) {}

    private record Held(Bytes content, Sums sums) {}

    private final Registry registry;
    private final Memory<Digest, Held> held;

    SmallFiles(Registry registry) {
        this.registry = registry;
        this.held = new Memory<>(registry.shared().clock(), HELD);
    }

    /// What is held under a name; a name that moves is looked up elsewhere.
    Optional<Small> of(Item item) throws Refusal {
        if (item.kind() != Item.Kind.FIXED) {
            return Optional.empty();
        }
        Found found = registry.known(item);
        return found.digest().flatMap(held::get).map(known -> new Small(found, known.content(), known.sums()));
    }

    /// Holds a file that is served, if it is small and all of it is here.
    void hold(Served served, Optional<Sums> sums) throws IOException {
        Found found = served.found();
        int size = (int) Math.min(served.content().size(), Integer.MAX_VALUE);
        if (found.item().kind() == Item.Kind.FIXED
                && size <= MAX_BYTES
                && sums.isPresent()
                && found.digest().isPresent()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(size);
            served.content().copy(0, size, out);
            held.put(found.digest().get(), new Held(Bytes.wrap(out.toByteArray()), sums.get()), HELD_FOR);
        }
    }
}
