package io.pyrsia.e2e;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pyrsia.base.NodeId;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Action;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.crds.PyrsiaNode;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.tuweni.bytes.Bytes;

/// The authorities of the scenarios, and what is asked of them.
final class Network {

    static final int FOUNDERS = 4;
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// What somebody wants to know of a node, over its API.
    @FunctionalInterface
    interface Question<T> {
        T ask(ApiClient node) throws IOException, InterruptedException, ApiRefusal;
    }

    /// What fails if the node is not up.
    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws IOException, InterruptedException, ApiRefusal;
    }

    private final Installed cluster;

    Network(Installed cluster) {
        this.cluster = cluster;
    }

    static String name(int number) {
        return "authority-" + number;
    }

    /// @param more lines of the specification
    static PyrsiaNode authority(int number, String more) {
        return Serialization.unmarshal(
                """
                apiVersion: pyrsia.io/v1alpha1
                kind: PyrsiaNode
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  network: {name: main, founders: %d}
                  data: {size: 1Gi}
                  resources: {cpu: 50m, memory: 512Mi}
                %s
                """.formatted(name(number), Installed.SPACE, FOUNDERS, more.indent(2)), PyrsiaNode.class);
    }

    void create(String more) {
        for (int i = 1; i <= FOUNDERS; i++) {
            cluster.client().resource(authority(i, more)).create();
        }
    }

    void awaitAll() {
        Await.that("all four are ready", () -> ready() == FOUNDERS);
    }

    /// Changes all of them.
    ///
    /// @param spec what changes, as JSON
    void change(String spec) {
        for (int i = 1; i <= FOUNDERS; i++) {
            cluster.client()
                    .resources(PyrsiaNode.class)
                    .inNamespace(Installed.SPACE)
                    .withName(name(i))
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
        }
    }

    List<PyrsiaNode> nodes() {
        return cluster.client()
                .resources(PyrsiaNode.class)
                .inNamespace(Installed.SPACE)
                .list()
                .getItems();
    }

    Optional<PyrsiaNode> find(String name) {
        return Optional.ofNullable(cluster.client()
                .resources(PyrsiaNode.class)
                .inNamespace(Installed.SPACE)
                .withName(name)
                .get());
    }

    PyrsiaNode node(String name) {
        return find(name).orElseThrow();
    }

    long ready() {
        return nodes().stream()
                .filter(node -> node.getStatus() != null
                        && Objects.equals(
                                node.getStatus().observedGeneration(),
                                node.getMetadata().getGeneration()))
                .filter(node -> node.getStatus().conditions().stream().anyMatch(Network::isReady))
                .count();
    }

    /// What the node's resource says of it.
    String words(int number) {
        var status = node(name(number)).getStatus();
        return status == null
                ? ""
                : status.conditions().stream()
                        .filter(condition -> "Ready".equals(condition.getType()))
                        .map(condition -> condition.getReason() + ": " + condition.getMessage())
                        .findFirst()
                        .orElse("");
    }

    private static boolean isReady(Condition condition) {
        return "Ready".equals(condition.getType()) && "True".equals(condition.getStatus());
    }

    List<Pod> pods() {
        return cluster.client().pods().inNamespace(Installed.SPACE).list().getItems();
    }

    Optional<Pod> pod(int number) {
        return Optional.ofNullable(cluster.client()
                .pods()
                .inNamespace(Installed.SPACE)
                .withName(name(number) + "-0")
                .get());
    }

    /// Asks a node with the operator's certificate.
    <T> T ask(int number, Question<T> question) throws IOException, InterruptedException, ApiRefusal {
        try (Door door = door(number);
                ApiClient node = new ApiClient(door.address(), door.tls(), PATIENCE)) {
            return question.ask(node);
        }
    }

    private Door door(int number) {
        return Door.of(cluster.client(), name(number));
    }

    /// Pulls from a node what is at these paths.
    void get(int number, List<String> paths) throws IOException, InterruptedException {
        try (Door door = door(number)) {
            for (String path : paths) {
                int status = door.get(path + "?ns=docker.io").statusCode();
                if (status != OK) {
                    throw new AssertionError(name(number) + " answers " + path + " with " + status);
                }
            }
        }
    }

    /// What a node has at this path, if it has it.
    Optional<Bytes> tryToGet(int number, String path) {
        return attempt(() -> {
                    try (Door door = door(number)) {
                        return door.get(path);
                    }
                })
                .filter(response -> response.statusCode() == OK)
                .map(response -> Bytes.wrap(response.body()));
    }

    /// The answer, unless there is none or a refusal.
    private <T> Optional<T> tryToAsk(int number, Question<T> question) {
        return attempt(() -> ask(number, question));
    }

    /// Nothing if it fails as a node does that is not up, or that refuses.
    private static <T> Optional<T> attempt(Attempt<T> attempt) {
        try {
            return Optional.of(attempt.make());
        } catch (IOException | ApiRefusal | KubernetesClientException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// How many entries the log has, as a node has it; less than none if it does not answer.
    long logSize(int number) {
        return tryToAsk(number, ApiClient::status).map(NodeStatus::logSize).orElse(-1L);
    }

    /// The network's first document.
    String genesis() {
        return cluster.client()
                .configMaps()
                .inNamespace(Installed.SPACE)
                .withName("main-genesis")
                .get()
                .getData()
                .getOrDefault("genesis.json", "");
    }

    /// Where nodes elsewhere reach these.
    List<String> addresses() {
        return nodes().stream().map(node -> node.getStatus().p2pAddress()).toList();
    }

    Set<String> uids() {
        return pods().stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
    }

    /// Has the network decide something new, asked through one node; whether that is final.
    boolean decides(int number) {
        return tryToAsk(number, node -> node.submit(new Instruction.RegisterBuilder(anybody())))
                .isPresent();
    }

    /// Has a quorum of the authorities decide.
    void decide(Action action) throws IOException, InterruptedException, ApiRefusal {
        ask(1, node -> node.submit(new Instruction.Propose(action)));
        String proposal =
                ask(1, ApiClient::authorities).proposal(action).orElseThrow().id();
        for (int i = 2; i < FOUNDERS; i++) {
            int by = i;
            // What is final at one authority may be on its way to another.
            Await.that(name(by) + " knows the proposal", () -> tryToAsk(by, ApiClient::authorities)
                    .flatMap(known -> known.proposal(action))
                    .isPresent());
            ask(by, node -> node.submit(new Instruction.Endorse(proposal)));
        }
    }

    private static NodeId anybody() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            return new NodeId(Bytes.wrap(key).slice(key.length - NodeId.BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /// Waits until the network has decided something new and all four have the same blocks and the same log.
    void awaitAgreement() {
        Await.that("the network decides", () -> decides(1));
        Await.that("all four have the same log", () -> {
            Set<String> seen = new HashSet<>();
            for (int i = 1; i <= FOUNDERS; i++) {
                seen.add(where(i));
            }
            return seen.size() == 1 && !seen.contains("");
        });
    }

    private String where(int number) {
        return tryToAsk(number, ApiClient::status)
                .map(status -> status.height() + " " + status.logSize() + " " + status.logRoot())
                .orElse("");
    }
}
