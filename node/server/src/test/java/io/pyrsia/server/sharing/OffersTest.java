package io.pyrsia.server.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.Digest;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.server.main.RunningNode;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import io.pyrsia.storage.blob.BlobSettings;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.BlobWriter;
import io.pyrsia.storage.blob.Expectation;
import io.pyrsia.swarm.Candidate;
import io.pyrsia.swarm.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a node holds is offered until somebody hears of it.
class OffersTest {

    private static final int DEAF = 3;

    private final AtomicInteger tries = new AtomicInteger();

    /// Nobody listens at first.
    private final class Deaf implements Providers {

        @Override
        public List<Candidate> find(Digest sha256, int enough) {
            return List.of();
        }

        @Override
        public boolean provide(Digest sha256) {
            return tries.incrementAndGet() > DEAF;
        }

        @Override
        public void withdraw(Digest sha256) {}
    }

    private static Digest put(BlobStore store, int content) throws IOException {
        try (BlobWriter writer = store.write(Expectation.nothing())) {
            writer.write(new byte[] {(byte) content}, 0, 1);
            return writer.commit().sha256();
        }
    }

    @Test
    void whoDoesNotListenYetIsToldAgain(@TempDir Path folder) throws Exception {
        try (Database database = Database.open(folder.resolve("rows"), StorageSettings.small())) {
            BlobStore store =
                    BlobStore.open(folder.resolve("blobs"), database, BlobSettings.unlimited(), Clock.system());
            Digest kept = put(store, 1);
            Digest gone = put(store, 2);
            store.delete(gone);
            try (Offers offers = new Offers(store, () -> 1, new Deaf(), Duration.ofMillis(1))) {
                offers.add(gone);
                offers.add(kept);
                offers.start();
                RunningNode.await("a blob that was told of twice", () -> offers.told() == 2);
                assertEquals(DEAF + 2, tries.get(), "what is gone is not told of");
            }
        }
    }
}
