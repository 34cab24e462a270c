package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.report.Journal;
import io.pyrsia.storage.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// `pyrsia node`: one node as this process, until it is told to stop.
public final class NodeMain {

    private static final System.Logger LOG = System.getLogger(NodeMain.class.getName());

    private NodeMain() {}

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.equals(List.of("--help"))) {
            System.out.print(
                    "Usage: pyrsia node --config FILE [--NAME VALUE]...\n\nThe file has lines `name = value`:\n\n"
                            + NodeConfig.describe());
            return;
        }
        try {
            switch (words.isEmpty() ? "" : words.getFirst()) {
                case "prepare" -> Prepare.network(words.subList(1, words.size()));
                case "backup" ->
                    StoppedBackup.run(
                            words.subList(1, words.size()), Path.of("").toAbsolutePath());
                case "recover" -> new Recover(System.out, Clock.system()).run(rest(words), System.getenv());
                case "repair" -> new Mend(System.out).repair(rest(words), System.getenv());
                case "reindex" -> new Mend(System.out).reindex(rest(words), System.getenv());
                case "keys" -> new KeysOnDisk(System.out).run(rest(words), System.getenv());
                case "train" -> Training.run(Files.createTempDirectory("pyrsia-training"));
                default -> run(words);
            }
        } catch (CannotStart e) {
            fail(e);
        } catch (Malformed | IOException | StorageFailure e) {
            fail(Explained.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> rest(List<String> words) {
        return words.subList(1, words.size());
    }

    private static void run(List<String> words) throws CannotStart, Malformed, IOException {
        NodeConfig config = NodeConfig.read(words, System.getenv(), Path.of("").toAbsolutePath());
        CompletableFuture<String> end = new CompletableFuture<>();
        Node node = start(config, end);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            end.complete("");
            node.close();
            // Asked for: not a failure, whatever signal it was.
            Runtime.getRuntime().halt(0);
        }));
        String reason = end.join();
        if (!reason.isEmpty()) {
            LOG.log(System.Logger.Level.ERROR, reason);
            node.close();
            System.err.println("pyrsia: the node stopped: " + reason);
            Runtime.getRuntime().halt(CannotStart.Exit.FAILED.code());
        }
        // The hook closes the node and ends the process.
        new CompletableFuture<Void>().join();
    }

    /// @param end hears why the node can go on no longer
    static Node start(NodeConfig config, CompletableFuture<String> end) throws CannotStart {
        Journal journal = config.log().map(Journal::install).orElseGet(() -> Journal.install(System.out));
        return Node.start(config, Clock.system(), journal, end::complete);
    }

    private static void fail(CannotStart problem) {
        System.err.println("pyrsia: " + problem.getMessage());
        System.exit(problem.exit().code());
    }
}
