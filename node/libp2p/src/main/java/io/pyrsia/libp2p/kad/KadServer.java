package io.pyrsia.libp2p.kad;

import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// What this node answers: a function of a request, the table and the stores; nothing where the protocol has no answer.
///
/// Not for several threads at once: [Kademlia] guards it.
final class KadServer {

    /// A multihash is a function, a length and at most 64 bytes; CIDs, which some send, are little longer.
    static final int MAX_PROVIDER_KEY_BYTES = 80;

    private final RoutingTable table;
    private final ProviderStore providers;
    private final RecordStore records;

    KadServer(RoutingTable table, ProviderStore providers, RecordStore records) {
        this.table = table;
        this.providers = providers;
        this.records = records;
    }

    Optional<KadMessage> answer(PeerId asker, List<Multiaddr> askersAddresses, KadMessage request, long nowNanos) {
        KadMessage answer = KadMessage.of(request.type(), request.key());
        return switch (request.type()) {
            case PING -> Optional.of(answer);
            case FIND_NODE -> Optional.of(answer.withCloser(closer(asker, request.key())));
            case GET_VALUE -> {
                KadMessage closer = answer.withCloser(closer(asker, request.key()));
                yield Optional.of(records.get(request.key(), nowNanos)
                        .map(closer::withRecord)
                        .orElse(closer));
            }
            case PUT_VALUE ->
                request.record()
                        .filter(record -> record.key().equals(request.key()) && records.put(record, nowNanos))
                        .map(answer::withRecord);
            case GET_PROVIDERS ->
                Optional.of(answer.withProviders(providers.of(request.key(), nowNanos).stream()
                                .limit(KadConfig.BUCKET_SIZE)
                                .toList())
                        .withCloser(closer(asker, request.key())));
            case ADD_PROVIDER -> {
                announce(asker, askersAddresses, request, nowNanos);
                yield Optional.empty();
            }
        };
    }

    /// A peer may announce only itself.
    private void announce(PeerId asker, List<Multiaddr> askersAddresses, KadMessage request, long nowNanos) {
        if (request.key().isEmpty() || request.key().size() > MAX_PROVIDER_KEY_BYTES) {
            return;
        }
        request.providers().stream()
                .filter(provider -> provider.id().equals(asker))
                .findFirst()
                .map(said -> said.addresses().isEmpty() ? new KadPeer(asker, askersAddresses) : said)
                .ifPresent(provider -> providers.add(request.key(), provider, nowNanos));
    }

    private List<KadPeer> closer(PeerId asker, Bytes key) {
        return table.closest(KadKey.of(key), KadConfig.BUCKET_SIZE + 1).stream()
                .filter(peer -> !peer.id().equals(asker))
                .limit(KadConfig.BUCKET_SIZE)
                .toList();
    }
}
