package io.pyrsia.server.sharing;

import io.pyrsia.base.Digest;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.kad.KadConfig;
import io.pyrsia.libp2p.kad.Kademlia;
import io.pyrsia.libp2p.kad.RecordValidator;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.registry.Peers;
import io.pyrsia.server.config.SharingConfig;
import io.pyrsia.server.report.Metrics;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobStore;
import io.pyrsia.storage.blob.Descriptor;
import io.pyrsia.storage.blob.Scrub;
import io.pyrsia.swarm.DhtProviders;
import io.pyrsia.swarm.Swarm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A node's part in the swarm: the DHT, what it offers, what it fetches, and the search for rot in its blobs.
public final class Sharing implements Metrics.Source, AutoCloseable {

    /// Of the room for packages, at most this part is given to a blob that only a peer vouches for.
    private static final int PART_ON_A_PEERS_WORD = 4;

    private static final System.Logger LOG = System.getLogger(Sharing.class.getName());

    private final PeerId self;
    private final Kademlia kademlia;
    private final DhtProviders providers;
    private final Swarm swarm;
    private final SwarmPeers peers;
    private final Offers offers;
    private final Optional<Scrub> scrub;

    private Sharing(
            SharingConfig config,
            Host host,
            BlobStore store,
            Function<Digest, Optional<Descriptor>> log,
            long quota,
            Clock clock) {
        this.self = host.identity().id();
        this.kademlia = new Kademlia(host, KadConfig.standard(), RecordValidator.none(), clock, Randomness.secure());
        this.providers = new DhtProviders(kademlia);
        this.swarm = Swarm.start(host, store, providers, config.swarm(), clock, Randomness.secure());
        this.peers = new SwarmPeers(host, swarm, log, quota / PART_ON_A_PEERS_WORD);
        this.offers = new Offers(store, kademlia::knownPeers, providers);
        this.scrub = config.scrubBytesPerSecond() == 0
                ? Optional.empty()
                : Optional.of(new Scrub(store, config.scrubBytesPerSecond(), Thread::sleep, Randomness.secure()));
    }

    /// Takes part from now on.
    ///
    /// @param log what the log says of a blob
    public static Sharing start(
            SharingConfig config,
            Host host,
            BlobStore store,
            Function<Digest, Optional<Descriptor>> log,
            long quota,
            Clock clock) {
        Sharing sharing = new Sharing(config, host, store, log, quota, clock);
        sharing.begin(store, config.swarm().uploadSlots() > 0);
        return sharing;
    }

    private void begin(BlobStore store, boolean gives) {
        kademlia.start();
        store.onDamage(this::damaged);
        if (gives) {
            store.onKept(this::kept);
            store.onLeft(providers::withdraw);
            offers.start();
        }
        scrub.ifPresent(Scrub::start);
    }

    /// Where the registries look before they ask an upstream.
    public Peers peers() {
        return peers;
    }

    /// How many peers say that they have each of some blobs, as far as they were found soon.
    public List<Integer> holderCounts(List<Digest> blobs) {
        return new HolderCounts(providers, self).of(blobs);
    }

    private void kept(Blob blob) {
        if (!offers.add(blob.sha256())) {
            LOG.log(System.Logger.Level.WARNING, "too many new blobs: peers hear of {0} later", blob.sha256());
        }
    }

    private void damaged(Descriptor blob) {
        LOG.log(System.Logger.Level.WARNING, "the disk changed {0}; its pieces are sought at peers", blob.sha256());
        Thread.ofVirtual().name("blob-healing").start(() -> heal(blob));
    }

    private void heal(Descriptor blob) {
        try {
            if (peers.heal(blob)) {
                LOG.log(System.Logger.Level.INFO, "{0} is whole again", blob.sha256());
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "no peer could mend {0}; whoever asks for it gets it from the upstream",
                        blob.sha256());
            }
        } catch (IOException | IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} was not mended: {1}", blob.sha256(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void write(Metrics.Page page) {
        page.counter("pyrsia_swarm_uploaded_bytes_total", swarm.uploadedBytes());
        page.counter("pyrsia_swarm_downloaded_bytes_total", swarm.downloadedBytes());
        page.gauge("pyrsia_swarm_transfers", swarm.transfers());
        page.gauge("pyrsia_swarm_uploads", swarm.uploads());
        page.gauge("pyrsia_swarm_banned_peers", swarm.bans().count());
        page.counter("pyrsia_swarm_offers_total", offers.told());
        page.gauge("pyrsia_dht_peers", kademlia.knownPeers());
        scrub.ifPresent(running -> {
            page.counter("pyrsia_scrubbed_bytes_total", running.readBytes());
            page.counter("pyrsia_scrub_damaged_total", running.damaged());
        });
    }

    @Override
    public void close() {
        scrub.ifPresent(Scrub::close);
        offers.close();
        swarm.close();
        kademlia.close();
    }
}
