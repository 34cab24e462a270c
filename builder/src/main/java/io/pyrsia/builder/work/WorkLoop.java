package io.pyrsia.builder.work;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.builder.execute.Executor;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks a node for builds that wait for it, and carries them out one after the other, the most urgent first.
///
/// It keeps nothing that could be lost: the node offers a build until it has an answer, so a builder that was stopped
/// anywhere begins that build anew.
public final class WorkLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WorkLoop.class.getName());

    private static final Duration LOOK = Duration.ofSeconds(1);

    /// Between two tries of one build.
    private static final Duration REST = Duration.ofSeconds(10);

    private final NodeLink node;
    private final Errand errand;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean closed;

    /// Builds that were tried, and when; owned by the thread.
    private final Map<String, Long> tried = new HashMap<>();

    /// What was said last of a node that does not answer, so that it is said once; owned by the thread.
    private String trouble = "";

    private WorkLoop(ApiClient client, Executor executor, Originals originals, Path folder, Clock clock) {
        this.node = new NodeLink(client, clock);
        this.errand = new Errand(node, executor, originals, folder, clock);
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("work").unstarted(this::run);
    }

    /// Starts to ask.
    ///
    /// @param folder where builds keep what they made until it is brought to the node
    public static WorkLoop start(ApiClient client, Executor executor, Originals originals, Path folder, Clock clock) {
        WorkLoop loop = new WorkLoop(client, executor, originals, folder, clock);
        loop.thread.start();
        return loop;
    }

    private void run() {
        while (!closed) {
            try {
                if (!step()) {
                    Thread.sleep(LOOK);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Whether there was something to do.
    private boolean step() throws InterruptedException {
        Optional<Work> next;
        try {
            next = next(node.once(ApiClient::work).work());
            trouble = "";
        } catch (IOException | ApiRefusal e) {
            say("the node gives no work: " + e.getMessage());
            return false;
        }
        if (next.isEmpty()) {
            return false;
        }
        Work work = next.get();
        try {
            errand.run(work);
        } catch (IOException | ApiRefusal e) {
            say(work.purl() + " (build " + work.build() + ") has no answer yet: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, work.purl() + " (build " + work.build() + ") has no answer yet", e);
        } finally {
            tried.put(key(work), clock.nanos());
        }
        return true;
    }

    private Optional<Work> next(List<Work> waiting) {
        tried.keySet().retainAll(waiting.stream().map(WorkLoop::key).collect(Collectors.toSet()));
        return waiting.stream()
                .filter(work -> {
                    Long last = tried.get(key(work));
                    return last == null || clock.nanos() - last >= REST.toNanos();
                })
                .min(Comparator.comparing(Work::deadline));
    }

    private static String key(Work work) {
        return work.build() + "/" + work.round();
    }

    private void say(String sentence) {
        if (!sentence.equals(trouble)) {
            trouble = sentence;
            LOG.log(System.Logger.Level.WARNING, sentence);
        }
    }

    /// Stops a running build, without an answer to it, and waits until nothing is left of it.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
