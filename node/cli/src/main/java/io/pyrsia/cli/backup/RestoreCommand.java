package io.pyrsia.cli.backup;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Work;
import io.pyrsia.client.backup.BackupFile;
import io.pyrsia.client.backup.Manifest;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Puts saved data into a folder for a node, which follows its network from there and does not vote.
@Command(
        name = "restore",
        description = "Put saved data into a folder that has none. A node that starts there follows.")
public final class RestoreCommand extends Work {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FILE",
            description = "What 'pyrsia backup' saved; - is the standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path from;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The node's folder to be.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path data;

    @Override
    protected Exit run(Console console) throws Malformed, IOException {
        Manifest restored = from.toString().equals("-") ? restoreInput() : restore(from);
        console.show(RecordJson.write(Manifest.class, restored), page -> List.of(
                        "Restored the data of node " + restored.node() + " of " + restored.takenAt() + " into " + data
                                + ".",
                        "A node that starts there catches up with network " + restored.network()
                                + " and does not vote, also with its old key:",
                        "what that key has signed since then is not known. If it was an authority, start it"
                                + " with a new key (without node.key in",
                        "the folder) and have the authorities run 'pyrsia authority rotate OLD NEW'.")
                .forEach(page::line));
        return Exit.DONE;
    }

    private Manifest restore(Path file) throws Malformed, IOException {
        return new BackupFile(file).restore(data.toAbsolutePath());
    }

    /// All of it is checked before any of it is used, so it is kept beside the data for that long.
    private Manifest restoreInput() throws Malformed, IOException {
        Files.createDirectories(data);
        Path copy = Files.createTempFile(data, "restored-from-", ".zip");
        try {
            Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
            return restore(copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
