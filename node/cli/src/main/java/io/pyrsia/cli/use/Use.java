package io.pyrsia.cli.use;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;
import io.pyrsia.cli.node.NodeOptions;
import io.pyrsia.cli.text.Page;
import io.pyrsia.cli.text.Style;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a client of packages ask the node, or no longer: shows what would change, and changes it when told.
@Command(
        name = "use",
        description = "Make a client get its packages through the node: shows the change to the client's configuration,"
                + " applies it or takes it back.")
public final class Use extends Work {

    @Parameters(paramLabel = "CLIENT", description = "Which client: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private PackageClient client;

    @Option(names = "--apply", description = "Change the file.")
    private boolean applies;

    @Option(names = "--undo", description = "Take out again what --apply put in.")
    private boolean undoes;

    @Option(names = "--while-running", description = "As --apply, and go on until this is ended; then as --undo.")
    private boolean stays;

    @Option(
            names = "--at",
            paramLabel = "URL",
            description = "The node that the client shall ask; else $PYRSIA_NODE, else what 'pyrsia config' has.")
    private @Nullable String node;

    @Option(names = "--file", paramLabel = "FILE", description = "The client's file, if it is elsewhere than usual.")
    private @Nullable Path file;

    /// Nobody applies what is being taken back.
    private final Object turn = new Object();

    @Override
    protected Exit run(Console console) throws Failure, Malformed, IOException {
        if (Stream.of(applies, undoes, stays).filter(wish -> wish).count() > 1) {
            throw new Failure(Exit.USAGE, "one of --apply, --undo and --while-running");
        }
        ClientFile target = ClientFile.of(file == null ? client.file(console.environment()) : file);
        String before = target.read();
        URI address = address(console.environment());
        String after;
        try {
            after = undoes
                    ? client.edit().without(before, address)
                    : client.edit().with(before, address);
        } catch (Malformed e) {
            throw new Failure(Exit.FAILED, target.path() + ": " + e.reason());
        }
        boolean isChange = !before.equals(after);
        boolean isDone = isChange && (applies || undoes || stays);
        synchronized (turn) {
            if (stays) {
                Thread end = Thread.ofPlatform().unstarted(() -> end(console, target, address));
                Runtime.getRuntime().addShutdownHook(end);
            }
            if (isDone) {
                target.write(after);
            }
        }
        Difference difference = Difference.of(before, after);
        Json answer = Json.object(Map.of(
                "file", Json.of(target.path().toString()),
                "changed", Json.of(isDone),
                "removed", texts(difference.removed()),
                "added", texts(difference.added())));
        console.show(answer, page -> print(page, target.path(), difference, isChange, isDone));
        if (stays) {
            new CompletableFuture<Void>().join();
        }
        return Exit.DONE;
    }

    /// Takes it back. That this was told to end is no failure.
    private void end(Console console, ClientFile target, URI address) {
        synchronized (turn) {
            Exit exit = Exit.DONE;
            try {
                String before = target.read();
                String after = client.edit().without(before, address);
                if (!before.equals(after)) {
                    target.write(after);
                }
            } catch (Malformed | IOException e) {
                console.note(target.path() + " was left as it is: " + e.getMessage());
                exit = Exit.FAILED;
            }
            Runtime.getRuntime().halt(exit.code());
        }
    }

    /// Only scheme and authority: paths are each client's own matter.
    private URI address(Map<String, String> environment) throws Failure, IOException, Malformed {
        NodeOptions options = new NodeOptions();
        URI address = node == null ? options.address(environment) : NodeOptions.address(node);
        return URI.create(address.getScheme() + "://" + address.getRawAuthority());
    }

    private static Json texts(List<String> lines) {
        List<Json> texts = new ArrayList<>();
        lines.forEach(line -> texts.add(Json.of(line)));
        return Json.array(texts);
    }

    private void print(Page page, Path path, Difference difference, boolean isChange, boolean isDone) {
        page.line(path.toString());
        difference.removed().forEach(line -> page.line(Style.BAD, "- " + line));
        difference.added().forEach(line -> page.line(Style.GOOD, "+ " + line));
        if (isDone) {
            page.line("Done. " + client.then() + ".");
        } else if (isChange) {
            page.line("Change it with: pyrsia use " + client + " --apply");
        } else {
            page.line(undoes ? "Nothing in it is from pyrsia." : "It says so already.");
        }
    }
}
