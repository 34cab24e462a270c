package io.pyrsia.server.main;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.server.ledger.GenesisDocument;
import io.pyrsia.server.ledger.RecoveryPoint;
import io.pyrsia.server.recovery.AcceptedRecoveries;
import io.pyrsia.server.recovery.RecoveryDocument;
import io.pyrsia.server.recovery.SignedRecovery;
import io.pyrsia.storage.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `pyrsia recover`: lets a network go on that has lost more than f of its authorities for good. Each step is made on a
/// node that is stopped, by its operator.
///
///     recover draft  --data DIR --authority KEY … --survivor KEY … --reason TEXT --file FILE
///     recover sign   --data DIR --file FILE
///     recover accept --data DIR --file FILE --digest DIGEST
final class Recover {

    private static final String USAGE = "recover is followed by draft, sign or accept";

    private final PrintStream out;
    private final Clock clock;

    Recover(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    void run(List<String> words, Map<String, String> environment) throws IOException, Malformed, CannotStart {
        String step = words.isEmpty() ? "" : words.getFirst();
        Options options = new Options(words.subList(Math.min(1, words.size()), words.size()));
        Path file = Path.of(options.one("--file")).toAbsolutePath();
        switch (step) {
            case "draft" -> draft(options, environment, file);
            case "sign" -> sign(options, environment, file);
            case "accept" -> accept(options, environment, file);
            default -> throw new Malformed(USAGE);
        }
    }

    private void draft(Options options, Map<String, String> environment, Path file)
            throws IOException, Malformed, CannotStart {
        List<NodeId> authorities = nodes(options.all("--authority"));
        List<NodeId> survivors = nodes(options.all("--survivor"));
        String reason = options.one("--reason");
        try (StoppedNode node = StoppedNode.open(options, environment)) {
            GenesisDocument genesis = node.genesis();
            RecoveryDocument document;
            try (Database database = node.store()) {
                document = RecoveryPoint.read(
                                database, genesis, node.recoveries().read())
                        .draft(
                                genesis.origin(),
                                authorities,
                                survivors,
                                reason,
                                clock.now().toEpochMilli());
            }
            write(file, SignedRecovery.unsigned(document));
            describe(document);
            out.println("It is in " + file + ". Each survivor runs `pyrsia recover sign` with it.");
        }
    }

    private void sign(Options options, Map<String, String> environment, Path file)
            throws IOException, Malformed, CannotStart {
        try (StoppedNode node = StoppedNode.open(options, environment)) {
            SignedRecovery recovery = AcceptedRecoveries.load(file);
            RecoveryDocument document = recovery.document();
            var key = KeyOfNode.open(node.config(), Randomness.secure());
            try (var _ = key.lock();
                    Database database = node.store()) {
                NodeId self = key.secret().publicKey().id();
                SignedRecovery signed = recovery.sign(key.secret());
                RecoveryPoint.read(database, node.genesis(), node.recoveries().read())
                        .check(document);
                node.recoveries().sign(document);
                RecoveryPoint.renounce(database, self, document);
                write(file, signed);
                describe(document);
                out.println("Signed by this node, which votes no more in the epoch that the recovery ends.");
                out.println(
                        signed.missing().isEmpty()
                                ? "All survivors have signed. Publish the file and its digest; every node that shall go"
                                        + " on runs `pyrsia recover accept`."
                                : "Still to sign: " + signed.missing());
            }
        }
    }

    private void accept(Options options, Map<String, String> environment, Path file)
            throws IOException, Malformed, CannotStart {
        Digest digest = Digest.parse(options.one("--digest"));
        try (StoppedNode node = StoppedNode.open(options, environment)) {
            SignedRecovery recovery = AcceptedRecoveries.load(file);
            RecoveryDocument document = recovery.document();
            if (!document.network().equals(node.genesis().networkId())) {
                throw new Malformed("the recovery is of the network " + document.network() + ", this node of "
                        + node.genesis().networkId());
            }
            if (node.hasStore()) {
                try (Database database = node.store()) {
                    RecoveryPoint.read(
                                    database, node.genesis(), node.recoveries().read())
                            .check(document);
                }
            }
            node.recoveries().accept(recovery, digest);
            describe(document);
            out.println(
                    "Accepted. Start the node: it goes on with the new authorities once it has all blocks up to height "
                            + document.base().height() + ".");
        }
    }

    private void describe(RecoveryDocument document) {
        out.println("Recovery " + document.digest());
        out.println("  network      " + document.network());
        out.println("  goes on from height " + document.base().height() + ", state "
                + document.stateRoot().toUnprefixedHexString());
        out.println("  log          " + document.log().size() + " entries, root "
                + document.log().root());
        out.println("  reason       " + document.reason());
        document.survivors().forEach(node -> out.println("  signer       " + node));
        document.authorities().forEach(node -> out.println("  authority    " + node));
    }

    private static List<NodeId> nodes(List<String> keys) throws Malformed {
        List<NodeId> nodes = new ArrayList<>();
        for (String key : keys) {
            nodes.add(NodeId.parse(key));
        }
        return nodes;
    }

    private static void write(Path file, SignedRecovery recovery) throws IOException {
        Files.write(
                file,
                recovery.write().toArrayUnsafe(),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }
}
