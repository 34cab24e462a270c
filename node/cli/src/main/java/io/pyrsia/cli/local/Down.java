package io.pyrsia.cli.local;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Stops the network that [Up] started; its data stays.
@Command(name = "down", description = "Stop the network of 'pyrsia up' on this machine; what it agreed on stays.")
public final class Down extends Work {

    private static final long TIME_LIMIT_SECONDS = 20;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The network's folder; else $PYRSIA_DATA, else ~/.pyrsia.")
    private String data = "";

    @Override
    protected Exit run(Console console) throws Failure, Malformed, IOException, InterruptedException {
        Path folder = LocalNetwork.folder(data, console.environment());
        List<String> stopped = new ArrayList<>();
        LocalNetwork network = LocalNetwork.read(folder);
        try (FileChannel _ = LocalNetwork.lock(folder)) {
            List<ProcessHandle> processes = new ArrayList<>();
            for (LocalProcess each : network.processes().reversed()) {
                Optional<ProcessHandle> running = each.running();
                if (running.isPresent()) {
                    running.get().destroy();
                    processes.add(running.get());
                    stopped.add(each.name());
                }
            }
            for (ProcessHandle process : processes) {
                await(process);
            }
        }
        console.show(
                Json.array(stopped.stream().map(Json::of).toList()),
                page -> page.line(
                        stopped.isEmpty() ? "Nothing runs in " + folder + "." : "Stopped " + said(stopped) + "."));
        return Exit.DONE;
    }

    private static String said(List<String> stopped) {
        long builders = stopped.stream().filter(LocalBuilders::isName).count();
        String nodes = (stopped.size() - builders) + " nodes";
        return builders == 0 ? nodes : nodes + " and " + builders + " builders";
    }

    /// What does not stop when asked is ended: what a node has agreed to is on its disk, and a builder has
    /// nothing to lose.
    private static void await(ProcessHandle process) throws InterruptedException, Failure {
        try {
            process.onExit().get(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new Failure(Exit.FAILED, "process " + process.pid() + " cannot be waited for: " + e.getCause());
        }
    }
}
