package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pyrsia.base.Malformed;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.crds.P2p;
import io.pyrsia.crds.PyrsiaNode;
import io.pyrsia.crds.PyrsiaNodeStatus;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One look at one node: each step needs the one before, and the first that is not done is where it stands.
final class Round {

    static final String KEY_READY = "KeyReady";
    static final String GENESIS_READY = "GenesisReady";
    static final String WAITING_TO_RESTART = "WaitingToRestart";

    /// What all rounds work with.
    record Shell(
            Cluster cluster,
            NodeSettings settings,
            NodeAsker asker,
            Turns turns,
            Remembered remembered,
            InstantSource clock) {}

    private final Shell shell;

    private final PyrsiaNode node;
    private final List<PyrsiaNode> members;
    private final boolean isClaiming;
    private final Names names;
    private final Objects objects;
    private final PyrsiaNodeStatus before;
    private final boolean wasUp;
    private Optional<String> nodeId;
    private Optional<String> peerId;
    private Optional<String> dataVolume;
    private Optional<String> outside = Optional.empty();
    private boolean hasGenesis;
    private Optional<NodeStatus> said = Optional.empty();

    Round(Shell shell, PyrsiaNode node, List<PyrsiaNode> members, boolean isClaiming) {
        this.shell = shell;
        this.isClaiming = isClaiming;
        this.node = node;
        this.members = members;
        this.names = Names.of(node);
        this.objects = new Objects(names, node.getSpec(), shell.settings());
        this.before = node.getStatus() == null ? PyrsiaNodeStatus.none() : node.getStatus();
        this.wasUp = Conditions.holds(before.conditions(), Conditions.READY);
        this.nodeId = Optional.ofNullable(before.nodeId());
        this.peerId = Optional.ofNullable(before.peerId());
        this.dataVolume = Optional.ofNullable(before.dataVolume());
        this.hasGenesis = Conditions.holds(before.conditions(), GENESIS_READY);
    }

    Stage go() {
        Stage stage;
        try {
            stage = advance();
        } catch (KubernetesClientException e) {
            stage = Stage.Stuck.refused(e);
        }
        if (wasUp && !(stage instanceof Stage.Up)) {
            shell.remembered().forget(names);
        }
        return stage;
    }

    private void apply(HasMetadata object) {
        apply(names, object);
    }

    /// @param of whose object it is: this node's, or its network's
    private void apply(Names of, HasMetadata object) {
        if (!shell.remembered().knows(of, object, wasUp)) {
            shell.cluster().apply(object);
            shell.remembered().add(of, object);
        }
    }

    private Stage advance() {
        objects.foundation().forEach(this::apply);
        if (nodeId.isEmpty()) {
            Stage claim = claimKey();
            if (nodeId.isEmpty()) {
                return claim;
            }
        } else if (isClaiming) {
            shell.cluster().endClaim(names);
        }
        Optional<Stage> genesis = findGenesis();
        return genesis.isPresent() ? genesis.get() : run();
    }

    private Stage claimKey() {
        apply(objects.claim());
        List<PodFacts> claimants = shell.cluster().claimants(names);
        for (PodFacts claimant : claimants) {
            if (claimant.claim().isPresent()) {
                try {
                    KeyClaim claim = KeyClaim.read(claimant.claim().get(), names.uid());
                    nodeId = Optional.of(claim.node().toString());
                    peerId = Optional.of(claim.peerId());
                    shell.cluster().say(names, "KeyReady", "the node is " + claim.node());
                } catch (Malformed e) {
                    return new Stage.Stuck("KeyUnknown", e.reason());
                }
            }
        }
        return claimants.stream()
                .flatMap(claimant -> claimant.failure().stream())
                .findFirst()
                .<Stage>map(words -> new Stage.Waiting("KeyFails", words))
                .orElseGet(() -> new Stage.Waiting("WaitingForKey", "a pod makes the node's key on " + names.keys()));
    }

    /// Nothing if the network's genesis is there and this node may run with it.
    private Optional<Stage> findGenesis() {
        var network = node.getSpec().network();
        Optional<String> genesis = shell.cluster().genesis(names.namespace(), network.genesisConfigMap());
        if (genesis.isPresent()) {
            hasGenesis = true;
            boolean isNamed = Founding.names(genesis.get(), nodeId.orElseThrow());
            return network.founders() == null || isNamed
                    ? Optional.empty()
                    : Optional.of(new Stage.Stuck(
                            "NotAFounder",
                            network.genesisConfigMap()
                                    + " began the network without this node: take founders out of"
                                    + " another PyrsiaNode, and let the network add it by an AuthorityMembership"));
        }
        if (network.founders() == null) {
            return Optional.of(new Stage.Waiting(
                    "NoGenesis", "there is no ConfigMap " + network.genesisConfigMap() + " with genesis.json"));
        }
        if (members.stream().anyMatch(Round::knewGenesis)) {
            return Optional.of(new Stage.Stuck(
                    "GenesisLost",
                    "the ConfigMap " + network.genesisConfigMap() + " is gone: put it back as it was; another one"
                            + " would be another network"));
        }
        return Optional.of(
                switch (Founding.decide(
                        names.network(), founders(), shell.clock().millis())) {
                    case Founding.Decision.Begin begin -> {
                        shell.cluster().begin(names, network.genesisConfigMap(), begin.genesis());
                        yield new Stage.Waiting("Founding", "the network begins");
                    }
                    case Founding.Decision.Wait wait -> new Stage.Waiting(wait.reason(), wait.message());
                    case Founding.Decision.Refuse refuse -> new Stage.Stuck(refuse.reason(), refuse.message());
                });
    }

    /// Who founds, this node with the key that it may have since a moment.
    private List<Founding.Founder> founders() {
        List<Founding.Founder> founders = new ArrayList<>();
        for (PyrsiaNode member : members) {
            var network = member.getSpec().network();
            if (network.founders() != null) {
                boolean isThis = member.getMetadata().getUid().equals(names.uid());
                Optional<String> key = Optional.ofNullable(member.getStatus()).map(PyrsiaNodeStatus::nodeId);
                founders.add(new Founding.Founder(
                        member.getMetadata().getName(),
                        network.founders(),
                        network.logOrigin(),
                        isThis ? nodeId : key));
            }
        }
        return founders;
    }

    private Stage run() {
        String certificate = node.getSpec().http().tlsSecret() == null
                ? shell.cluster().certify(names, shell.clock().instant())
                : "";
        objects.surroundings(Peers.of(node, members), certificate).forEach(this::apply);
        List<Names> all = members.stream()
                .map(Names::of)
                .sorted(Comparator.comparing(Names::node))
                .toList();
        // By whichever of them comes this far: any other may be stuck.
        apply(names.ofNetwork(), Disruption.of(all));
        Optional<String> volume = shell.cluster().volumeUid(names);
        if (dataVolume.isPresent() && volume.isPresent() && !volume.equals(dataVolume)) {
            return new Stage.Stuck(
                    "DataVolumeReplaced",
                    names.data() + " is another volume than the one that this key signed with, and may have"
                            + " forgotten what was signed: rotate the key, or bring the old volume back");
        }
        dataVolume = volume;
        apply(objects.statefulSet(certificate));
        return look(objects.revision(certificate));
    }

    private Stage look(String revision) {
        Optional<PodFacts> pod = shell.cluster().pod(names);
        if (pod.isEmpty()) {
            return new Stage.Waiting("Starting", "the pod is not there yet");
        }
        if (pod.get().isEnding()) {
            return new Stage.Waiting("Restarting", "the pod that ends is followed by another one");
        }
        Optional<Stage> other = otherKey(pod.get());
        if (other.isPresent()) {
            return other.get();
        }
        if (!pod.get().revision().equals(revision)) {
            NetworkView view = shell.asker().ask(members);
            said = view.of(names.node());
            return restart(pod.get(), view);
        }
        said = shell.asker().ask(node);
        if (node.getSpec().p2p().service() != P2p.ServiceType.ClusterIP) {
            outside = shell.cluster()
                    .p2p(names)
                    .flatMap(service -> Outside.address(service, pod.get().machine()));
            if (outside.isEmpty()) {
                return new Stage.Waiting(
                        "WaitingForAddress", names.p2p() + " has no address outside of the cluster yet");
            }
        }
        boolean isUp = pod.get().isReady() && said.map(NodeStatus::ready).orElse(false);
        if (isUp) {
            shell.turns().giveBack(names.namespace() + "/" + names.network(), names.node());
            return new Stage.Up("it has caught up with its network");
        }
        String waitingFor =
                said.map(NodeStatus::waitingFor).or(() -> pod.get().failure()).orElse("the node does not answer yet");
        return new Stage.Waiting(pod.get().isReady() ? "CatchingUp" : "Starting", waitingFor);
    }

    private Optional<Stage> otherKey(PodFacts pod) {
        if (pod.claim().isEmpty()) {
            return Optional.empty();
        }
        try {
            String shown = KeyClaim.read(pod.claim().get(), names.uid()).node().toString();
            return nodeId.filter(known -> !known.equals(shown))
                    .map(known -> new Stage.Stuck(
                            "KeyReplaced",
                            "the key on " + names.keys() + " is that of " + shown + ", this node is " + known));
        } catch (Malformed e) {
            return Optional.of(new Stage.Stuck("KeyUnknown", e.reason()));
        }
    }

    private Stage restart(PodFacts pod, NetworkView view) {
        var candidate = new Rolling.Candidate(nodeId.orElseThrow(), pod.isReady());
        Rolling.Verdict verdict = Rolling.decide(candidate, view.voters(), view.quorum());
        if (!verdict.mayRestart() || !shell.turns().take(names.namespace() + "/" + names.network(), names.node())) {
            return new Stage.Waiting(WAITING_TO_RESTART, verdict.reason());
        }
        shell.cluster().restart(names);
        shell.cluster().say(names, "Restarted", "to become what its resource says: " + verdict.reason());
        return new Stage.Waiting("Restarting", verdict.reason());
    }

    PyrsiaNodeStatus status(Stage stage) {
        long generation = node.getMetadata().getGeneration();
        Conditions conditions =
                new Conditions(before.conditions(), generation, shell.clock().instant());
        List<Condition> all = new ArrayList<>(conditions.of(stage));
        all.add(conditions.of(
                KEY_READY, nodeId.isPresent(), nodeId.isPresent() ? "Claimed" : "Unknown", nodeId.orElse("")));
        all.add(conditions.of(
                GENESIS_READY,
                hasGenesis,
                hasGenesis ? "Found" : "Missing",
                node.getSpec().network().genesisConfigMap()));
        return new PyrsiaNodeStatus(
                generation,
                all,
                nodeId.orElse(null),
                peerId.orElse(null),
                said.map(status -> status.role().name()).orElse(null),
                said.map(NodeStatus::height).orElse(null),
                said.map(NodeStatus::peers).orElse(null),
                said.map(NodeStatus::version).orElse(null),
                "https://" + names.http() + "." + names.namespace() + ".svc:"
                        + node.getSpec().http().port(),
                peerId.map(id -> outside.map(at -> at + "/p2p/" + id).orElseGet(() -> Peers.address(node, id)))
                        .orElse(null),
                dataVolume.orElse(null));
    }

    private static boolean knewGenesis(PyrsiaNode member) {
        return member.getStatus() != null && Conditions.holds(member.getStatus().conditions(), GENESIS_READY);
    }
}
