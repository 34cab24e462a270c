package io.pyrsia.cli.config;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Changes the configuration: what the options say, or what is answered when there are none.
@Command(
        name = "edit",
        aliases = {"-e", "--edit"},
        description = "Change it; without options it asks.")
final class ConfigEdit extends Work {

    @Option(
            names = {"-H", "--host"},
            paramLabel = "HOST",
            description = "The node's host.")
    private @Nullable String host;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Its port.")
    private @Nullable String port;

    @Option(
            names = {"-d", "--diskspace"},
            paramLabel = "SIZE",
            description = "Disk space, as '10 GB': kept for the original's scripts; the node's own limit is in its"
                    + " configuration.")
    private @Nullable String disk;

    @Override
    protected Exit run(Console console) throws IOException, Failure, Malformed {
        Path file = Home.configFile(console.environment());
        CliConfig before = CliConfig.read(file);
        boolean asks = host == null && port == null && disk == null;
        try {
            CliConfig after = asks
                    ? ask(console, before)
                    : CliConfig.of(
                            host == null ? before.host() : host,
                            port == null ? before.port() : port,
                            disk == null ? before.diskAllocated() : disk);
            after.write(file);
        } catch (Malformed e) {
            throw new Failure(Exit.USAGE, e.reason());
        }
        console.show(
                Json.object(Map.of("file", Json.of(file.toString()))),
                page -> page.line("Node configuration saved !!"));
        return Exit.DONE;
    }

    /// An empty answer leaves the value as it is.
    private static CliConfig ask(Console console, CliConfig before) throws IOException, Malformed {
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return CliConfig.of(
                ask(console, answers, "Enter host", before.host()),
                ask(console, answers, "Enter port", before.port()),
                ask(console, answers, "Enter disk space to be allocated to pyrsia", before.diskAllocated()));
    }

    private static String ask(Console console, BufferedReader answers, String question, String before)
            throws IOException {
        console.note(question + " [" + before + "]:");
        String answer = answers.readLine();
        return answer == null || answer.isBlank() ? before : answer.strip();
    }
}
