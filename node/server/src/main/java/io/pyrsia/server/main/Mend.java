package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.client.LogClient;
import io.pyrsia.log.follow.Step;
import io.pyrsia.log.follow.Trusted;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.server.ledger.RecoveryPoint;
import io.pyrsia.server.light.LightFollower;
import io.pyrsia.server.main.CannotStart.Exit;
import io.pyrsia.server.recovery.RecoveryDocument;
import io.pyrsia.server.repair.HttpSource;
import io.pyrsia.server.repair.LogSource;
import io.pyrsia.server.repair.Repair;
import io.pyrsia.server.repair.Repaired;
import io.pyrsia.server.search.IndexBuilder;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `pyrsia repair --data DIR --from URL …` and `pyrsia reindex --data DIR`, on a node that is stopped.
///
/// What the log must be is said by the node's own state or, if that is lost, by the newest checkpoint that a light
/// client accepts from the sources.
final class Mend {

    private final PrintStream out;

    Mend(PrintStream out) {
        this.out = out;
    }

    void reindex(List<String> words, Map<String, String> environment) throws IOException, Malformed, CannotStart {
        try (StoppedNode node = StoppedNode.open(new Options(words), environment);
                Database store = node.store()) {
            out.println("The search index was made again from " + new IndexBuilder(store).rebuild() + " entries.");
        }
    }

    void repair(List<String> words, Map<String, String> environment)
            throws IOException, Malformed, CannotStart, InterruptedException {
        Options options = new Options(words);
        List<URI> from = new ArrayList<>();
        for (String source : options.all("--from")) {
            from.add(prefix(source));
        }
        try (StoppedNode node = StoppedNode.open(options, environment)) {
            List<LogClient> clients = from.stream().map(LogClient::new).toList();
            try {
                Checkpoint log = tree(node, clients);
                List<LogSource> sources =
                        clients.stream().<LogSource>map(HttpSource::new).toList();
                Repaired repaired = new Repair(node.data().store(), node.memory()).run(log.size(), log.root(), sources);
                repaired.report().forEach(out::println);
                if (!repaired.isWhole()) {
                    throw new CannotStart(Exit.DATA, "the log is not whole yet: name another node's log with --from");
                }
            } finally {
                clients.forEach(LogClient::close);
            }
        }
    }

    private static URI prefix(String source) throws Malformed {
        try {
            URI uri = URI.create(source.endsWith("/") ? source : source + "/");
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like an address without a host.
        }
        throw new Malformed("--from is the address of a log, such as https://node.example/log/, not " + source);
    }

    private static Checkpoint tree(StoppedNode node, List<LogClient> clients)
            throws IOException, Malformed, CannotStart, InterruptedException {
        Optional<Checkpoint> own = own(node);
        if (own.isPresent()) {
            return own.get();
        }
        for (LogClient client : clients) {
            Path seen = Files.createTempFile("pyrsia-repair", ".trust");
            Files.delete(seen);
            try {
                Trusted genesis = node.genesis().trusted();
                LightFollower follower = new LightFollower(
                        client,
                        seen,
                        genesis,
                        Quorum.none(),
                        node.recoveries().read().stream()
                                .map(RecoveryDocument::digest)
                                .toList());
                if (follower.follow() instanceof Step.Arrived arrived
                        && arrived.trusted().seen().isPresent()) {
                    return arrived.trusted().seen().get().checkpoint();
                }
            } catch (IOException e) {
                // The next one may be there.
            } finally {
                Files.deleteIfExists(seen);
            }
        }
        throw new CannotStart(
                Exit.DATA,
                "this node's state cannot be read, and no source has a checkpoint to go by: name a node's log with"
                        + " --from, such as https://node.example/log/");
    }

    /// What the node's own state says of the log, if it can be read.
    private static Optional<Checkpoint> own(StoppedNode node) throws IOException {
        try (Database store = node.store()) {
            return Optional.of(Checkpoint.of(
                    node.genesis().origin(),
                    RecoveryPoint.read(store, node.genesis(), node.recoveries().read())
                            .state()
                            .log()));
        } catch (StorageFailure e) {
            if (e.kind() != StorageFailure.Kind.DAMAGED) {
                throw e;
            }
            return Optional.empty();
        } catch (Malformed | io.pyrsia.consensus.DamagedStore e) {
            return Optional.empty();
        }
    }
}
