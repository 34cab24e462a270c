package io.pyrsia.cli.backup;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;
import io.pyrsia.cli.node.NodeOptions;
import io.pyrsia.client.backup.BackupFile;
import io.pyrsia.client.backup.Manifest;
import io.pyrsia.client.json.RecordJson;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Saves a node's data to a file, from a node that runs or from the folder of one that does not.
@Command(
        name = "backup",
        description =
                "Save a node's data to a file: of the node that is asked, or with --data of one that does not run."
                        + " The key is not in it.")
public final class BackupCommand extends Work {

    private static final String LAUNCHER = "PYRSIA_LAUNCHER";
    /// The exit code of the node's program for data that a process uses.
    private static final int IN_USE = 4;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "The folder of a node that does not run.")
    private @Nullable Path data;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "The file, which is not there yet; - is the standard output, which is not read again.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private Path to;

    @Override
    protected Exit run(Console console) throws Failure, Malformed, IOException, InterruptedException {
        if (data == null && to.toString().equals("-")) {
            // Closed by nobody: it is the process's.
            OutputStream out = new FileOutputStream(FileDescriptor.out);
            return ask(console, out);
        }
        if (Files.exists(to)) {
            throw new Failure(Exit.FAILED, to + " exists already: name another file");
        }
        boolean isWhole = false;
        try {
            if (data == null) {
                fetch(console);
            } else {
                save(console, data);
            }
            Manifest saved = new BackupFile(to).check();
            isWhole = true;
            console.show(
                    RecordJson.write(Manifest.class, saved),
                    page -> page.line("Saved the data of node " + saved.node() + ": "
                            + saved.files().size() + " files with " + saved.bytes()
                            + " bytes, all read again and found good."));
            return Exit.DONE;
        } finally {
            if (!isWhole) {
                Files.deleteIfExists(to);
            }
        }
    }

    private void fetch(Console console) throws Failure, Malformed, IOException, InterruptedException {
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
            ask(console, out);
        }
    }

    private Exit ask(Console console, OutputStream out) throws Failure, Malformed, IOException, InterruptedException {
        return node.ask(
                console,
                "Name the node with --node URL, or with --data DIR the folder of one that does not run.",
                client -> {
                    client.backup(out);
                    return Exit.DONE;
                });
    }

    private void save(Console console, Path folder) throws Failure, IOException, InterruptedException {
        String launcher = console.environment().getOrDefault(LAUNCHER, "");
        if (launcher.isEmpty()) {
            throw new Failure(Exit.FAILED, "a folder is read by bin/pyrsia, which was not used to start this command");
        }
        Process process = new ProcessBuilder(launcher, "node", "backup", folder.toString(), to.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .replaceFirst("^pyrsia: ", "");
        int code = process.waitFor();
        if (code == IN_USE) {
            throw new Failure(Exit.FAILED, said, "Or ask the node that runs: --node URL --token-file FILE.");
        }
        if (code != 0) {
            throw new Failure(Exit.FAILED, said);
        }
    }
}
