package io.pyrsia.e2e;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The mirror's chart on the machines of a cluster, beside a network that is there.
final class Mirror {

    static final String SPACE = "pyrsia-mirror";
    private static final String RELEASE = "mirror";

    private final Installed cluster;

    Mirror(Installed cluster) {
        this.cluster = cluster;
    }

    boolean isForThisCluster() {
        return cluster.client().nodes().list().getItems().stream().allMatch(node -> node.getStatus()
                .getNodeInfo()
                .getContainerRuntimeVersion()
                .startsWith("containerd:"));
    }

    /// Installs it, and waits until it is ready on every machine.
    ///
    /// @param values further ones of the chart
    void install(String genesis, List<String> peers, String... values) throws IOException, InterruptedException {
        cluster.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(SPACE)
                        .addToLabels("pod-security.kubernetes.io/enforce", "privileged")
                        .endMetadata()
                        .build())
                .create();
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("genesis")
                        .withNamespace(SPACE)
                        .endMetadata()
                        .addToData("genesis.json", genesis)
                        .build())
                .create();
        List<String> install = new ArrayList<>(List.of(
                "install",
                RELEASE,
                System.getProperty("pyrsia.root") + "/charts/pyrsia-mirror",
                "--namespace",
                SPACE,
                "--set",
                "genesis=genesis",
                "--set",
                "peers={" + String.join(",", peers) + "}",
                "--set",
                "resources.requests.cpu=50m"));
        for (String value : values) {
            install.addAll(List.of("--set", value));
        }
        cluster.helm(install.toArray(String[]::new));
        Await.that("the mirror is ready on every machine", () -> daemons()
                .map(DaemonSet::getStatus)
                .filter(status -> status.getDesiredNumberScheduled() > 0)
                .filter(status -> status.getDesiredNumberScheduled().equals(status.getNumberReady()))
                .isPresent());
    }

    /// The machines that it is on.
    List<String> machines() {
        return cluster
                .client()
                .pods()
                .inNamespace(SPACE)
                .withLabel("app.kubernetes.io/name", "pyrsia-mirror")
                .list()
                .getItems()
                .stream()
                .map(pod -> pod.getSpec().getNodeName())
                .sorted()
                .toList();
    }

    /// Says which node the clients of pods shall ask.
    void nameForClients(String node) throws IOException, InterruptedException {
        cluster.helm(
                "upgrade",
                RELEASE,
                System.getProperty("pyrsia.root") + "/charts/pyrsia-mirror",
                "--namespace",
                SPACE,
                "--reuse-values",
                "--set",
                "clients.node=" + node);
    }

    String mavenSettings() {
        return cluster.client()
                .configMaps()
                .inNamespace(SPACE)
                .withName(RELEASE + "-maven")
                .get()
                .getData()
                .getOrDefault("settings.xml", "");
    }

    void uninstall() throws IOException, InterruptedException {
        cluster.helm("uninstall", RELEASE, "--namespace", SPACE, "--wait");
        Await.that("the mirror's pods are gone", () -> cluster.client()
                .pods()
                .inNamespace(SPACE)
                .withLabel("app.kubernetes.io/name", "pyrsia-mirror")
                .list()
                .getItems()
                .isEmpty());
    }

    String image() {
        return daemons()
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    /// What `pyrsia use containerd` would change on a machine.
    String wouldChange(String image) {
        Pod looks = Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: looks, namespace: %s}
                spec:
                  restartPolicy: Never
                  containers:
                    - name: looks
                      image: %s
                      command: [/opt/pyrsia/runtime/bin/java, -Xmx24m, -cp, /opt/pyrsia/lib/*, io.pyrsia.cli.Pyrsia]
                      args: [use, containerd, --at, "http://127.0.0.1:7888", --file, /machine/_default/hosts.toml]
                      volumeMounts: [{name: machine, mountPath: /machine, readOnly: true}]
                  volumes: [{name: machine, hostPath: {path: /etc/containerd/certs.d}}]
                """.formatted(SPACE, image), Pod.class);
        cluster.client().resource(looks).create();
        try {
            Await.that("the pod that looks has ended", () -> "Succeeded"
                    .equals(Objects.requireNonNull(
                                    cluster.client().resource(looks).get())
                            .getStatus()
                            .getPhase()));
            return cluster.client().pods().inNamespace(SPACE).withName("looks").getLog();
        } finally {
            cluster.client().resource(looks).withGracePeriod(0).delete();
            Await.that(
                    "the pod that looks is gone",
                    () -> cluster.client().resource(looks).get() == null);
        }
    }

    private Optional<DaemonSet> daemons() {
        return Optional.ofNullable(cluster.client()
                .apps()
                .daemonSets()
                .inNamespace(SPACE)
                .withName(RELEASE)
                .get());
    }
}
