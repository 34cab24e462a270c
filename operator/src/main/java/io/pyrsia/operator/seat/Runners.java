package io.pyrsia.operator.seat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.pyrsia.client.api.Build;
import io.pyrsia.crds.PyrsiaNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What builds for the nodes of a namespace.
public final class Runners {

    /// What builds for one seat.
    ///
    /// @param name its kind and name
    /// @param log its last lines, until its node has committed to a result
    public record Runner(String name, Optional<String> log) {}

    private final KubernetesClient client;
    private final Tekton tekton;

    public Runners(KubernetesClient client, Tekton tekton) {
        this.client = client;
        this.tekton = tekton;
    }

    /// By the nodes' keys.
    public Map<String, Runner> of(Build build, Iterable<PyrsiaNode> members) {
        Map<String, Runner> runners = new HashMap<>();
        for (PyrsiaNode member : members) {
            for (Build.Seat seat : build.seats()) {
                if (member.getStatus() != null
                        && seat.seated()
                        && seat.node().toString().equals(member.getStatus().nodeId())) {
                    runners.put(member.getStatus().nodeId(), runner(build, seat, member));
                }
            }
        }
        return runners;
    }

    private Runner runner(Build build, Build.Seat seat, PyrsiaNode member) {
        SeatName name = new SeatName(
                member.getMetadata().getNamespace(), member.getMetadata().getName(), build.id(), build.round());
        Optional<String> log = seat.committed()
                ? Optional.empty()
                : client
                        .pods()
                        .inNamespace(name.namespace())
                        .withLabel(SeatName.RUN_LABEL, name.text())
                        .list()
                        .getItems()
                        .stream()
                        .findFirst()
                        .flatMap(pod -> LastWords.of(pod, client));
        return new Runner(tekton.kind() + "/" + name.text(), log);
    }
}
