package io.pyrsia.cli.doctor;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.config.Home;
import io.pyrsia.cli.config.NodeFolder;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;
import io.pyrsia.cli.node.NodeOptions;
import io.pyrsia.cli.text.Page;
import io.pyrsia.cli.text.Style;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.NodeStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Finds out what is wrong with a node, and says what to do.
@Command(
        name = "doctor",
        description = "Find out what is wrong with a node, and what to do.",
        footer = {"", "It changes nothing. It fails if it finds a fault; warnings alone are no failure."})
public final class Doctor extends Work {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    private static final List<Check> CHECKS = List.of(
            new ProcessCheck(),
            new ClockCheck(),
            new DiskCheck(),
            new DataCheck(),
            new SecretsCheck(),
            new LimitsCheck(),
            new PortsCheck(),
            new PeersCheck(),
            new StateCheck(),
            new VotesCheck());

    private final String version;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The configuration of a node on this machine, to look at its files too; else all nodes of 'pyrsia up'.")
    private @Nullable Path config;

    public Doctor(String version) {
        this.version = version;
    }

    @Override
    protected Exit run(Console console) throws Failure, Malformed, IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        List<Path> configurations = configurations(console);
        for (Path configuration : configurations) {
            findings.addAll(examine(console, configuration));
        }
        if (configurations.isEmpty()) {
            findings.addAll(check(meet(console, null)));
        }
        console.show(
                Json.array(findings.stream().map(Finding::json).toList()),
                page -> findings.forEach(found -> write(page, found)));
        return findings.stream().anyMatch(found -> found.gravity() == Finding.Gravity.FAULT) ? Exit.FAILED : Exit.DONE;
    }

    /// The file that is named, or those of the network that `pyrsia up` made here, unless a node is named instead.
    private List<Path> configurations(Console console) throws IOException {
        if (config != null) {
            return List.of(config);
        }
        Path nodes = Home.network(console.environment()).resolve("nodes");
        if (node.isNamed(console.environment()) || !Files.isDirectory(nodes)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(nodes)) {
            return folders.map(folder -> new NodeFolder(folder).configuration())
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    private List<Finding> examine(Console console, Path configuration)
            throws Failure, Malformed, IOException, InterruptedException {
        Path folder = configuration.toAbsolutePath().getParent();
        String name = folder == null ? configuration.toString() : String.valueOf(folder.getFileName());
        NodeFiles files;
        try {
            files = NodeFiles.read(configuration);
        } catch (Malformed e) {
            return List.of(Finding.fault("configuration", e.reason(), "Correct that line.")
                    .in(name));
        } catch (NoSuchFileException e) {
            return List.of(Finding.fault("configuration", "there is no " + e.getFile(), "Name the node's file.")
                    .in(name));
        }
        return check(meet(console, files)).stream().map(found -> found.in(name)).toList();
    }

    private static List<Finding> check(Patient patient) throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Check check : CHECKS) {
            findings.addAll(check.of(patient));
        }
        return findings;
    }

    private Patient meet(Console console, @Nullable NodeFiles files)
            throws Failure, Malformed, IOException, InterruptedException {
        URI address = files == null ? node.address(console.environment()) : files.address();
        String silence = "";
        NodeStatus status = null;
        Authorities authorities = null;
        try (ApiClient client = new ApiClient(address, Optional.empty(), TIME_LIMIT)) {
            status = client.status();
            authorities = client.authorities();
        } catch (IOException | ApiRefusal e) {
            silence = String.valueOf(e.getMessage());
        }
        return new Patient(
                Optional.ofNullable(files),
                address,
                silence,
                Optional.ofNullable(status),
                Optional.ofNullable(authorities),
                Instant.now(),
                version);
    }

    private static void write(Page page, Finding found) {
        Style style =
                switch (found.gravity()) {
                    case FINE -> Style.GOOD;
                    case WARNING -> Style.WARNING;
                    case FAULT -> Style.BAD;
                };
        String mark =
                switch (found.gravity()) {
                    case FINE -> "ok       ";
                    case WARNING -> "warning  ";
                    case FAULT -> "FAULT    ";
                };
        String node = found.node().isEmpty() ? "" : found.node() + ", ";
        page.line(style, mark + node + found.check() + ": " + found.sentence());
        if (!found.advice().isEmpty()) {
            page.line("         -> " + found.advice());
        }
    }
}
