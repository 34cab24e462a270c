/// Kademlia: who is close to a key, who provides it, and small records kept by the closest peers.
///
/// [RoutingTable], [Lookup], [ProviderStore] and [RecordStore] are state machines without threads or clocks; [Kademlia]
/// binds them to a host.
@NullMarked
package io.pyrsia.libp2p.kad;

import org.jspecify.annotations.NullMarked;
