package io.pyrsia.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// The cluster that KUBECONFIG names, with the operator installed by Helm.
///
/// `PYRSIA_E2E_LOAD` is the command that puts an image archive onto the cluster's nodes, such as `kind load
/// image-archive`; without it the images must be where the cluster pulls from. `PYRSIA_E2E_HELM` is Helm's
/// command, if it is not `helm`.
final class Installed implements AutoCloseable {

    static final String OPERATOR_SPACE = "pyrsia-system";
    static final String SPACE = "pyrsia-e2e";
    /// That of the guide.
    private static final String GUIDE_SPACE = "main";
    /// Where pods may reach the machines that they run on.
    static final String MACHINES = "pyrsia-e2e-machines";

    private static final String OPERATOR = "pyrsia-operator";

    private final KubernetesClient client;
    private final List<String> helm;

    private Installed(KubernetesClient client, List<String> helm) {
        this.client = client;
        this.helm = helm;
    }

    static Installed install() throws IOException, InterruptedException {
        Installed installed = emptied();
        installed.load("node.tar");
        installed.load("operator.tar");
        installed.helm(
                "install",
                OPERATOR,
                System.getProperty("pyrsia.root") + "/charts/pyrsia-operator",
                "--namespace",
                OPERATOR_SPACE,
                "--create-namespace");
        installed
                .client
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(SPACE)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        return installed;
    }

    /// The cluster with nothing of ours on it.
    static Installed emptied() throws IOException, InterruptedException {
        String file = System.getenv().getOrDefault("KUBECONFIG", "");
        Assumptions.assumeTrue(!file.isEmpty(), "not run: KUBECONFIG names no cluster");
        Assumptions.assumeTrue(
                Files.isReadable(Path.of(file)), "not run: KUBECONFIG names " + file + ", which is not there");
        List<String> helm = helm();
        Assumptions.assumeTrue(Command.isThere(helm.getFirst()), "not run: there is no " + helm.getFirst());
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Path.of(file).toFile()))
                .build();
        Installed installed = new Installed(client, helm);
        installed.removeAll();
        return installed;
    }

    /// Has the operator start builds.
    ///
    /// @param registries where the registries are, by the names that recipes use
    void build(Map<String, String> registries) throws IOException, InterruptedException {
        List<String> upgrade = new ArrayList<>(List.of(
                "upgrade",
                OPERATOR,
                System.getProperty("pyrsia.root") + "/charts/pyrsia-operator",
                "--namespace",
                OPERATOR_SPACE,
                "--reuse-values",
                "--set",
                "builder.enabled=true"));
        registries.forEach((name, address) ->
                upgrade.addAll(List.of("--set-string", "builder.registries." + name + "=" + address)));
        helm(upgrade.toArray(String[]::new));
    }

    /// Helm's command.
    static List<String> helm() {
        return words(System.getenv().getOrDefault("PYRSIA_E2E_HELM", "helm"));
    }

    KubernetesClient client() {
        return client;
    }

    /// The image of the nodes.
    static String nodeImage() {
        return "pyrsia.io/node:" + System.getProperty("pyrsia.version");
    }

    /// Kills it as a power cut would.
    void kill(Pod pod) {
        client.resource(pod).withGracePeriod(0).delete();
    }

    /// Kills the operator; its deployment starts another one.
    void killOperator() {
        client.pods().inNamespace(OPERATOR_SPACE).withGracePeriod(0).delete();
    }

    Pod operator() {
        return operators().getFirst();
    }

    List<Pod> operators() {
        return client.pods().inNamespace(OPERATOR_SPACE).list().getItems();
    }

    /// The bytes that a pod has in memory, as its kubelet says.
    long memory(Pod pod) {
        String summary = client.raw("/api/v1/nodes/" + pod.getSpec().getNodeName() + "/proxy/stats/summary");
        for (JsonNode stats : Serialization.unmarshal(summary, JsonNode.class).path("pods")) {
            if (stats.path("podRef")
                    .path("uid")
                    .asText()
                    .equals(pod.getMetadata().getUid())) {
                return stats.path("memory").path("rssBytes").asLong();
            }
        }
        throw new AssertionError(pod.getMetadata().getName() + " has no statistics");
    }

    /// Takes the operator away for a while, or back.
    void restOperator(boolean rests) {
        client.apps()
                .deployments()
                .inNamespace(OPERATOR_SPACE)
                .withName(OPERATOR)
                .scale(rests ? 0 : 1);
        if (rests) {
            Await.that("the operator is gone", () -> client.pods()
                    .inNamespace(OPERATOR_SPACE)
                    .list()
                    .getItems()
                    .isEmpty());
        }
    }

    /// Whether the cluster reaches one of its machines.
    boolean isUp(String machine) {
        return client.nodes().withName(machine).get().getStatus().getConditions().stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    void helm(String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(helm);
        command.addAll(Arrays.asList(more));
        Command.run(command);
    }

    /// Puts an image onto all machines.
    void load(String archive) throws IOException, InterruptedException {
        List<String> load = words(System.getenv().getOrDefault("PYRSIA_E2E_LOAD", ""));
        if (!load.isEmpty()) {
            load = new ArrayList<>(load);
            load.add(System.getProperty("pyrsia.images") + "/" + archive);
            Command.run(load);
        }
    }

    /// What an earlier run left, so that a run does not depend on how the last one ended.
    private void removeAll() {
        for (String space : List.of(Mirror.SPACE, MACHINES, SPACE, GUIDE_SPACE)) {
            client.namespaces().withName(space).delete();
            Await.that(
                    "the namespace " + space + " is gone",
                    () -> client.namespaces().withName(space).get() == null);
        }
        for (String kind : List.of("pyrsianodes", "authoritymemberships", "buildrequests")) {
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(kind + ".pyrsia.io")
                    .delete();
        }
        client.namespaces().withName(OPERATOR_SPACE).delete();
        Await.that(
                "the namespace " + OPERATOR_SPACE + " is gone",
                () -> client.namespaces().withName(OPERATOR_SPACE).get() == null);
        client.rbac().clusterRoles().withName("pyrsia-operator-nodes").delete();
        client.rbac().clusterRoleBindings().withName("pyrsia-operator-nodes").delete();
    }

    private static List<String> words(String command) {
        return Arrays.stream(command.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
