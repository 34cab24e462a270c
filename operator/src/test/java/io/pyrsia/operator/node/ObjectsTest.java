package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.pyrsia.crds.PyrsiaNode;
import io.pyrsia.server.config.NodeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectsTest {

    private static final String SPEC = "network: {name: main, founders: 4}";
    private static final List<String> PEERS =
            List.of("/dns4/two-p2p.space.svc/tcp/44000/p2p/12D3KooWPjceQrSwdWXPyLLeABRXmuqt69Rg3sBYbU1Nft9HyQ6X");

    private final Objects objects = Examples.objects(SPEC);

    private List<PodTemplateSpec> pods() {
        return List.of(
                objects.claim().getSpec().getTemplate(),
                objects.statefulSet("").getSpec().getTemplate());
    }

    @Test
    void everyPodKeepsToTheRestrictedStandard() {
        for (PodTemplateSpec template : pods()) {
            PodSpec pod = template.getSpec();
            assertEquals(true, pod.getSecurityContext().getRunAsNonRoot());
            assertEquals(
                    "RuntimeDefault",
                    pod.getSecurityContext().getSeccompProfile().getType());
            assertEquals(false, pod.getAutomountServiceAccountToken());
            List<Container> containers = new ArrayList<>(pod.getContainers());
            containers.addAll(pod.getInitContainers());
            for (Container container : containers) {
                assertEquals(false, container.getSecurityContext().getAllowPrivilegeEscalation());
                assertEquals(true, container.getSecurityContext().getReadOnlyRootFilesystem());
                assertEquals(
                        List.of("ALL"),
                        container.getSecurityContext().getCapabilities().getDrop());
                assertTrue(container.getResources().getLimits().containsKey("memory"));
            }
        }
    }

    @Test
    void volumesOutliveTheResourceAndEverythingElseGoesWithIt() {
        List<HasMetadata> all = new ArrayList<>(objects.foundation());
        all.addAll(objects.surroundings(PEERS, ""));
        all.add(objects.claim());
        all.add(objects.statefulSet(""));
        for (HasMetadata object : all) {
            int owners = object.getMetadata().getOwnerReferences().size();
            assertEquals(
                    object instanceof PersistentVolumeClaim ? 0 : 1,
                    owners,
                    object.getMetadata().getName());
        }
    }

    @Test
    void onePodUsesAKey() {
        assertEquals(1, objects.statefulSet("").getSpec().getReplicas());
        for (HasMetadata object : objects.foundation()) {
            if (object instanceof PersistentVolumeClaim volume) {
                assertEquals(List.of("ReadWriteOncePod"), volume.getSpec().getAccessModes());
            }
        }
    }

    @Test
    void theOperatorAloneReplacesThePod() {
        assertEquals(
                "OnDelete",
                objects.statefulSet("").getSpec().getUpdateStrategy().getType());
    }

    @Test
    void aPodThatClaimsIsNotTakenForTheNode() {
        Map<String, String> labels =
                objects.claim().getSpec().getTemplate().getMetadata().getLabels();
        assertNull(labels.get(Names.NODE_LABEL));
    }

    @Test
    void theRevisionChangesWithWhatNeedsARestartAndNotWithPeers() {
        String before = objects.revision("");
        assertEquals(before, Examples.objects(SPEC + "\ndata: {size: 20Gi}").revision(""));
        assertNotEquals(
                before, Examples.objects(SPEC + "\nimage: pyrsia/node:2").revision(""));
        assertNotEquals(
                before, Examples.objects(SPEC + "\npackages: {quota: 1 GiB}").revision(""));
        assertNotEquals(
                before, Examples.objects(SPEC + "\nresources: {memory: 1Gi}").revision(""));
    }

    @Test
    void theNodeReadsItsConfiguration(@TempDir Path folder) throws Exception {
        PyrsiaNode node =
                Examples.node("one", SPEC + "\npackages: {ociUpstreams: ['hub=https://mirror.example'], quota: 7 GiB}");
        Path file = Files.writeString(folder.resolve("node.conf"), ConfigurationFile.text(node.getSpec(), PEERS));
        NodeConfig config = NodeConfig.read(List.of("--config", file.toString()), Map.of(), folder);
        assertEquals(Path.of(ConfigurationFile.DATA), config.data());
        assertEquals(Path.of(ConfigurationFile.KEY), config.key());
        assertEquals(Path.of("/etc/pyrsia/genesis/genesis.json"), config.genesis());
        assertEquals(7888, config.http().port());
        assertTrue(config.http().tls().isPresent());
        assertTrue(config.isSmall());
        assertEquals(PEERS, config.peers().stream().map(Object::toString).toList());
    }
}
