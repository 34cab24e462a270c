package io.pyrsia.server.sync;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Snapshot;
import io.pyrsia.ledger.state.State;
import io.pyrsia.libp2p.Host;
import io.pyrsia.log.Edge;
import io.pyrsia.server.consensus.HostNetwork;
import io.pyrsia.server.consensus.StateFetcher;
import io.pyrsia.storage.Database;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Fetches the state that a snapshot names, and the log up to it, from several nodes at once.
///
/// Consensus has checked the snapshot's certificate and chain of seals before; everything here is checked against its
/// root. Chunks and bundles that have come stay, so the next attempt, also after a restart, goes on from there.
public final class SnapshotFetcher implements StateFetcher, AutoCloseable {

    /// Manifests that turned out to be wrong until the attempt is given up.
    private static final int MAX_MANIFESTS = 4;

    private final Host host;
    private final Database database;
    private final SnapshotChunks chunks;
    private final HostNetwork network;
    private final Supplier<Edge> log;
    private volatile @Nullable Thread fetching;

    /// @param log the edge of the log after this node's last block
    public SnapshotFetcher(Host host, Database database, HostNetwork network, Supplier<Edge> log) {
        this.host = host;
        this.database = database;
        this.chunks = new SnapshotChunks(database);
        this.network = network;
        this.log = log;
    }

    public boolean isFetching() {
        return fetching != null;
    }

    @Override
    public void fetch(NodeId from, Snapshot snapshot, Consumer<@Nullable Bytes> done) {
        fetching = Thread.ofVirtual().name("snapshot").start(() -> {
            Bytes manifest = null;
            try {
                manifest = fetch(from, snapshot);
            } catch (IOException e) {
                // Consensus asks another node soon, and what has come is here.
            } catch (InterruptedException e) {
                // The node stops.
            } finally {
                fetching = null;
                done.accept(manifest);
            }
        });
    }

    private Bytes fetch(NodeId from, Snapshot snapshot) throws IOException, InterruptedException {
        List<NodeId> nodes = new ArrayList<>(network.partners());
        nodes.remove(from);
        nodes.addFirst(from);
        long height = snapshot.base().height();
        for (int attempt = 0; attempt < MAX_MANIFESTS; attempt++) {
            Sources sources = new Sources(host, nodes, this::penalise);
            NodeId[] author = {from};
            Bytes manifest = manifest(nodes, height, author);
            try {
                State state = state(sources, height, snapshot.stateRoot(), manifest);
                chunks.putManifest(height, manifest);
                new LogFetcher(database, sources, state.log()).fetch(log.get());
                return manifest;
            } catch (Malformed e) {
                nodes.remove(author[0]);
                penalise(author[0]);
            }
        }
        throw new IOException("nobody has the state of height " + height);
    }

    private void penalise(NodeId liar) {
        network.penalise(liar);
    }

    /// Only the whole state shows whether a manifest is right, so it matters whose it is.
    private Bytes manifest(List<NodeId> nodes, long height, NodeId[] author) throws IOException {
        IOException last = new IOException("nobody is left to ask for the state of height " + height);
        for (NodeId node : nodes) {
            try {
                Bytes manifest = new Sources(host, List.of(node), this::penalise)
                        .fetch(new Question.Manifest(height), answer -> {
                            SnapshotChunks.digests(answer);
                            return answer;
                        });
                author[0] = node;
                return manifest;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private State state(Sources sources, long height, Bytes root, Bytes manifest)
            throws IOException, InterruptedException, Malformed {
        List<Bytes> digests = SnapshotChunks.digests(manifest);
        Pieces.each(
                0,
                digests.size(),
                sources.width(),
                number -> {
                    int index = (int) number;
                    Bytes stored = chunks.chunk(height, index);
                    return stored != null && isRight(stored, digests.get(index))
                            ? Bytes.EMPTY
                            : sources.fetch(new Question.Chunk(height, index), answer -> {
                                if (!isRight(answer, digests.get(index))) {
                                    throw new Malformed("not the chunk of its digest");
                                }
                                return answer;
                            });
                },
                (number, chunk) -> {
                    if (!chunk.isEmpty()) {
                        chunks.put(height, (int) number, chunk);
                    }
                });
        return chunks.read(height, root, manifest);
    }

    private static boolean isRight(Bytes chunk, Bytes digest) {
        return Digest.sha256(chunk).value().equals(digest);
    }

    @Override
    public void close() {
        Thread running = fetching;
        if (running != null) {
            running.interrupt();
        }
    }
}
