package io.pyrsia.cli;

import io.pyrsia.cli.authority.Authority;
import io.pyrsia.cli.authority.Authorize;
import io.pyrsia.cli.backup.BackupCommand;
import io.pyrsia.cli.backup.RestoreCommand;
import io.pyrsia.cli.build.Build;
import io.pyrsia.cli.config.Config;
import io.pyrsia.cli.doctor.Doctor;
import io.pyrsia.cli.local.BuilderCommand;
import io.pyrsia.cli.local.Down;
import io.pyrsia.cli.local.Logs;
import io.pyrsia.cli.local.NodeCommand;
import io.pyrsia.cli.local.RecoverCommand;
import io.pyrsia.cli.local.ReindexCommand;
import io.pyrsia.cli.local.RepairCommand;
import io.pyrsia.cli.local.Up;
import io.pyrsia.cli.log.InspectLog;
import io.pyrsia.cli.log.Log;
import io.pyrsia.cli.log.TrustCommand;
import io.pyrsia.cli.node.Keys;
import io.pyrsia.cli.node.Peers;
import io.pyrsia.cli.node.Ping;
import io.pyrsia.cli.node.Status;
import io.pyrsia.cli.offline.Verify;
import io.pyrsia.cli.offline.Version;
import io.pyrsia.cli.shell.Candidates;
import io.pyrsia.cli.shell.Completion;
import io.pyrsia.cli.use.Use;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/// All commands in the order in which help lists them; one that is named is loaded alone, because loading takes time.
final class Commands {

    /// A command and the names that it answers to, its own first.
    private record Entry(List<String> names, Supplier<Object> command) {

        static Entry of(String name, Supplier<Object> command) {
            return new Entry(List.of(name), command);
        }
    }

    private static final List<Entry> ALL = List.of(
            Entry.of("up", Up::new),
            Entry.of("down", Down::new),
            Entry.of("logs", Logs::new),
            Entry.of("node", NodeCommand::new),
            Entry.of("builder", BuilderCommand::new),
            Entry.of("use", Use::new),
            Entry.of("ping", Ping::new),
            new Entry(List.of("status", "-s"), Status::new),
            new Entry(List.of("list", "-l"), Peers::new),
            new Entry(List.of("build", "-b"), Build::new),
            Entry.of("inspect-log", InspectLog::new),
            Entry.of("log", Log::new),
            Entry.of("trust", TrustCommand::new),
            Entry.of("verify", Verify::new),
            Entry.of("authority", Authority::new),
            Entry.of("authorize", Authorize::new),
            Entry.of("keys", Keys::new),
            Entry.of("backup", BackupCommand::new),
            Entry.of("restore", RestoreCommand::new),
            Entry.of("repair", RepairCommand::new),
            Entry.of("reindex", ReindexCommand::new),
            Entry.of("recover", RecoverCommand::new),
            Entry.of("doctor", () -> new Doctor(VersionText.version())),
            new Entry(List.of("config", "-c"), Config::new),
            Entry.of("completion", Completion::new),
            Entry.of(Candidates.NAME, Candidates::new),
            Entry.of("version", () -> new Version(VersionText.version())),
            Entry.of("help", HelpCommand::new));

    private static final List<String> VERSION = List.of("-V", "--version");

    /// Commands that look at all others.
    private static final List<String> NEED_ALL = List.of("help", Candidates.NAME);

    private Commands() {}

    /// Adds the command that the first argument names; all when it names none; none when only the version is asked for.
    static void addTo(CommandLine root, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        if (VERSION.contains(first)) {
            return;
        }
        List<Entry> named = NEED_ALL.contains(first)
                ? List.of()
                : ALL.stream().filter(entry -> entry.names().contains(first)).toList();
        for (Entry entry : named.isEmpty() ? ALL : named) {
            String[] aliases = entry.names().stream().skip(1).toArray(String[]::new);
            root.addSubcommand(entry.names().getFirst(), entry.command().get(), aliases);
        }
    }
}
