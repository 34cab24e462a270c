package io.pyrsia.operator.node;

import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.crds.PyrsiaNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Asks the nodes of a network where they stand, all at once, and remembers the answers for a moment: the
/// nodes of a network are reconciled one by one, and each looks at all.
public final class NodeAsker {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long FRESH_NS = Duration.ofSeconds(2).toNanos();
    /// Networks that are gone leave an answer behind; at this many all are asked anew.
    private static final int MAX_REMEMBERED = 1_024;

    /// The answers of one network; who asks while somebody else does waits for the same answers.
    private final class Answers {

        /// Guarded by this.
        private @Nullable NetworkView view;

        private long atNs;

        synchronized NetworkView fresh(List<PyrsiaNode> members) {
            NetworkView last = view;
            if (last != null && nanoTime.getAsLong() - atNs < FRESH_NS) {
                return last;
            }
            NetworkView now = askAll(members);
            view = now;
            atNs = nanoTime.getAsLong();
            return now;
        }
    }

    private final SSLContext tls;
    private final LongSupplier nanoTime;
    private final Map<String, Answers> remembered = new ConcurrentHashMap<>();

    public NodeAsker(SSLContext tls, LongSupplier nanoTime) {
        this.tls = tls;
        this.nanoTime = nanoTime;
    }

    /// What the nodes of a network say, now or a moment ago.
    ///
    /// @param members all nodes of the network in one namespace; at least one
    public NetworkView ask(List<PyrsiaNode> members) {
        Names of = Names.of(members.getFirst());
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.clear();
        }
        return remembered
                .computeIfAbsent(of.namespace() + "/" + of.network(), key -> new Answers())
                .fresh(members);
    }

    /// What one node says now.
    public Optional<NodeStatus> ask(PyrsiaNode node) {
        try {
            return status(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Where the operator asks a node.
    public static URI address(PyrsiaNode node) {
        return URI.create(
                "https://" + Names.of(node).host() + ":" + node.getSpec().http().port());
    }

    public ApiClient client(PyrsiaNode node, Duration patience) {
        return new ApiClient(address(node), tls, patience);
    }

    private NetworkView askAll(List<PyrsiaNode> members) {
        TreeSet<String> ours = new TreeSet<>();
        Map<String, Future<Optional<NodeStatus>>> asked = new TreeMap<>();
        Map<String, NodeStatus> answers = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PyrsiaNode member : members) {
                if (member.getStatus() != null && member.getStatus().nodeId() != null) {
                    ours.add(member.getStatus().nodeId());
                    asked.put(member.getMetadata().getName(), threads.submit(() -> status(member)));
                }
            }
            for (var entry : asked.entrySet()) {
                answer(entry.getValue()).ifPresent(status -> answers.put(entry.getKey(), status));
            }
            @Nullable PyrsiaNode furthest = null;
            for (PyrsiaNode member : members) {
                NodeStatus status = answers.get(member.getMetadata().getName());
                if (status != null && (furthest == null || height(answers, furthest) < status.height())) {
                    furthest = member;
                }
            }
            PyrsiaNode chosen = furthest;
            Optional<Authorities> authorities =
                    chosen == null ? Optional.empty() : answer(threads.submit(() -> authorities(chosen)));
            return new NetworkView(answers, authorities, ours);
        }
    }

    private static long height(Map<String, NodeStatus> answers, PyrsiaNode member) {
        NodeStatus status = answers.get(member.getMetadata().getName());
        return status == null ? -1 : status.height();
    }

    private Optional<NodeStatus> status(PyrsiaNode member) throws InterruptedException {
        try (ApiClient node = client(member, PATIENCE)) {
            return Optional.of(node.status());
        } catch (IOException | ApiRefusal e) {
            return Optional.empty();
        }
    }

    private Optional<Authorities> authorities(PyrsiaNode member) throws InterruptedException {
        try (ApiClient node = client(member, PATIENCE)) {
            return Optional.of(node.authorities());
        } catch (IOException | ApiRefusal e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> answer(Future<Optional<T>> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question to a node ended as no question should", e.getCause());
        }
    }
}
