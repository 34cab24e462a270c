package io.pyrsia.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.entry.AuthorityEntries;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.IndexKey;
import io.pyrsia.ledger.search.IndexRows;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.ledger.state.Genesis;
import io.pyrsia.ledger.state.Snapshot;
import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.vrf.Ecvrf;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/// Everything here that reads bytes from outside. Each target accepts what would be written again the same, refuses the
/// rest with a reason, and does nothing else.
final class Decoders {

    private static final PublicKey KEY = World.key("authority", 0).publicKey();

    private Decoders() {}

    static void transaction(Bytes input) {
        try {
            assertEquals(input, SignedTransaction.decode(input).encode());
        } catch (Malformed refused) {
            assertReason(refused);
        }
    }

    static void entry(Bytes input) {
        try {
            Entry entry = Entry.decode(input);
            assertEquals(input, entry.encode());
            for (IndexKey row : IndexRows.of(entry, 1)) {
                indexKey(row.encode());
            }
            new AuthorityEntries().in(input);
        } catch (Malformed refused) {
            assertReason(refused);
        }
    }

    /// The input as a head, and as a chunk after a good head.
    static void snapshot(Bytes input) {
        try {
            new Snapshot.Installer(input).finish(World.hash("no state's root"));
        } catch (Malformed refused) {
            assertReason(refused);
        }
        Snapshot.write(World.ordinary().state(), chunk -> {
            try {
                Snapshot.Installer installer = new Snapshot.Installer(chunk);
                installer.accept(input);
                installer.finish(World.hash("no state's root"));
            } catch (Malformed refused) {
                assertReason(refused);
            }
        });
    }

    static void genesis(Bytes input) {
        try {
            assertEquals(input, Fields.encode(Genesis.CODEC, Fields.decode(Genesis.CODEC, input)));
        } catch (Malformed refused) {
            assertReason(refused);
        }
    }

    static void indexKey(Bytes input) {
        try {
            assertEquals(input, IndexKey.decode(input).encode());
        } catch (Malformed refused) {
            assertReason(refused);
        }
    }

    static void cursor(Bytes input) {
        String text = new String(input.toArrayUnsafe(), StandardCharsets.UTF_8);
        try {
            assertEquals(text, Query.cursor(Query.of(Facet.TIME, "").readCursor(text)));
        } catch (Malformed refused) {
            assertReason(refused);
        }
    }

    /// Nobody finds a proof by chance.
    static void proof(Bytes proof) {
        assertTrue(Ecvrf.verify(KEY, Bytes.of(1), proof).isEmpty());
    }

    private static void assertReason(Malformed refused) {
        assertFalse(refused.reason().isBlank());
    }
}
