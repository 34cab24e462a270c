package io.pyrsia.libp2p.kad;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// The limits and lifetimes of what this node keeps for others.
class StoresTest {

    private static final Bytes KEY = text("key");

    private final List<PeerId> ids = Peers.ids(7, ProviderStore.MAX_PROVIDERS_OF_KEY + 10);
    private final ProviderStore providers = new ProviderStore();
    private final RecordStore records = new RecordStore(new LongerIsBetter());

    @Test
    void aProviderIsForgottenAfterItsLifetime() {
        providers.add(KEY, peer(0), 0);
        long end = ProviderStore.LIFETIME.toNanos();
        assertEquals(List.of(peer(0)), providers.of(KEY, end - 1));
        assertEquals(List.of(), providers.of(KEY, end));
        providers.expire(end);
        assertEquals(0, providers.keys());
    }

    @Test
    void saidAgainItIsKeptLonger() {
        providers.add(KEY, peer(0), 0);
        providers.add(KEY, peer(0), 10);
        assertEquals(1, providers.of(KEY, ProviderStore.LIFETIME.toNanos() + 5).size());
    }

    @Test
    void aKeyHasABoundedNumberOfProviders() {
        ids.forEach(id -> providers.add(KEY, new KadPeer(id, List.of()), 0));
        assertEquals(ProviderStore.MAX_PROVIDERS_OF_KEY, providers.of(KEY, 1).size());
    }

    @Test
    void onePeerCannotFillTheStore() {
        providers.add(KEY, peer(1), 0);
        for (int i = 0; i < ProviderStore.MAX_KEYS + 1; i++) {
            boolean kept = providers.add(number(i), peer(0), 0);
            assertEquals(i < ProviderStore.MAX_KEYS_OF_PEER, kept, "key " + i);
        }
        assertEquals(ProviderStore.MAX_KEYS_OF_PEER + 1, providers.keys());
        assertEquals(List.of(peer(1)), providers.of(KEY, 1));
    }

    @Test
    void aPeerWhoseKeysRanOutHasRoomAgain() {
        for (int i = 0; i < ProviderStore.MAX_KEYS_OF_PEER; i++) {
            providers.add(number(i), peer(0), 0);
        }
        providers.expire(ProviderStore.LIFETIME.toNanos());
        assertTrue(providers.add(KEY, peer(0), ProviderStore.LIFETIME.toNanos()));
    }

    @Test
    void theOldestKeysLeaveAFullStore() {
        for (int i = 0; i <= ProviderStore.MAX_KEYS; i++) {
            providers.add(number(i), peer(i / ProviderStore.MAX_KEYS_OF_PEER), 0);
        }
        assertEquals(ProviderStore.MAX_KEYS, providers.keys());
        assertEquals(List.of(), providers.of(number(0), 0));
        assertEquals(1, providers.of(number(ProviderStore.MAX_KEYS), 0).size());
    }

    @Test
    void aWorseRecordDoesNotReplaceABetterOne() {
        assertTrue(records.put(record("longer"), 0));
        assertFalse(records.put(record("short"), 0));
        assertTrue(records.put(record("the longest"), 0));
        assertEquals(Optional.of(record("the longest")), records.get(KEY, 1));
    }

    @Test
    void anInvalidOrTooLargeRecordIsRefused() {
        assertFalse(records.put(record("invalid"), 0));
        assertFalse(records.put(new KadRecord(KEY, Bytes.wrap(new byte[KadRecord.MAX_VALUE_BYTES + 1])), 0));
        assertFalse(records.put(new KadRecord(Bytes.EMPTY, text("x")), 0));
        assertEquals(0, records.size());
    }

    @Test
    void recordsHaveALifetimeAndALimit() {
        for (int i = 0; i <= RecordStore.MAX_RECORDS; i++) {
            records.put(new KadRecord(number(i), text("x")), 0);
        }
        assertEquals(RecordStore.MAX_RECORDS, records.size());
        assertEquals(Optional.empty(), records.get(number(0), 0));
        records.expire(RecordStore.LIFETIME.toNanos());
        assertEquals(0, records.size());
    }

    private KadPeer peer(int i) {
        return new KadPeer(ids.get(i), List.of());
    }

    private static KadRecord record(String value) {
        return new KadRecord(KEY, text(value));
    }

    private static Bytes number(int i) {
        return new ByteWriter().u32(i).toBytes();
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }

    /// Takes anything but "invalid".
    static final class LongerIsBetter implements RecordValidator {

        @Override
        public boolean valid(KadRecord record) {
            return !record.value().equals(text("invalid"));
        }

        @Override
        public boolean better(KadRecord candidate, KadRecord present) {
            return candidate.value().size() >= present.value().size();
        }
    }
}
