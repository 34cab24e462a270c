package io.pyrsia.operator.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SeatObjectsTest {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final SeatName NAME = new SeatName("space", "authority-1", "b1", 0);
    private static final SeatObjects OBJECTS = new SeatObjects(NAME, "builder:1");
    private static final OwnerReference NODE = new OwnerReferenceBuilder()
            .withApiVersion("pyrsia.io/v1alpha1")
            .withKind("PyrsiaNode")
            .withName("authority-1")
            .withUid("u")
            .build();

    private static JsonNode json(Object object) {
        return JSON.convertValue(object, JsonNode.class);
    }

    private static JsonNode pipelineRun() {
        return json(OBJECTS.pipelineRun(NODE, Duration.ofMinutes(50)));
    }

    private static JsonNode task() {
        return pipelineRun().at("/spec/pipelineSpec/tasks/0/taskSpec");
    }

    private static JsonNode jobPod() {
        return json(OBJECTS.job(NODE, Duration.ofMinutes(50))).at("/spec/template/spec");
    }

    private static List<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    /// In the order in which they run.
    private static List<JsonNode> containersOfJob() {
        List<JsonNode> containers = new ArrayList<>(items(jobPod().get("initContainers")));
        containers.addAll(items(jobPod().get("containers")));
        return containers;
    }

    private static List<String> mounted(JsonNode container, boolean isRead) {
        return items(container.get("volumeMounts")).stream()
                .filter(mount -> mount.path("readOnly").asBoolean() == isRead)
                .map(mount -> mount.get("mountPath").asText())
                .sorted()
                .toList();
    }

    @Test
    void aSeatHasOneNameAndNoOtherHasIt() {
        assertEquals(NAME.text(), new SeatName("space", "authority-1", "b1", 0).text());
        Stream.of(
                        new SeatName("space", "authority-1", "b1", 1),
                        new SeatName("space", "authority-1", "b2", 0),
                        new SeatName("space", "authority-2", "b1", 0),
                        new SeatName("other", "authority-1", "b1", 0))
                .forEach(other -> assertNotEquals(NAME.text(), other.text()));
        String longest = new SeatName("space", "n".repeat(60), "b1", 0).text();
        assertTrue(longest.matches("[a-z0-9-]{1,50}"), longest);
    }

    @Test
    void stepsAndContainersAreTheSame() {
        List<JsonNode> steps = items(task().get("steps"));
        assertEquals(
                BuildPod.STEPS,
                steps.stream().map(step -> step.get("name").asText()).toList());
        List<JsonNode> containers = containersOfJob();
        for (int i = 0; i < steps.size(); i++) {
            for (String same : List.of("name", "image", "command", "args", "securityContext", "volumeMounts")) {
                assertEquals(steps.get(i).get(same), containers.get(i).get(same), same);
            }
            assertEquals(steps.get(i).get("computeResources"), containers.get(i).get("resources"));
            assertFalse(steps.get(i).has("resources"), "Tekton refuses a step with resources");
        }
        assertEquals(jobPod().get("volumes"), task().get("volumes"));
        assertEquals("3000s", pipelineRun().at("/spec/timeouts/pipeline").asText());
    }

    @Test
    void podsKeepToTheRestrictedStandardAndHaveNoToken() {
        for (JsonNode pod : List.of(jobPod(), pipelineRun().at("/spec/taskRunTemplate/podTemplate"))) {
            assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean());
            assertEquals(
                    "RuntimeDefault",
                    pod.at("/securityContext/seccompProfile/type").asText());
            assertFalse(pod.get("automountServiceAccountToken").asBoolean(true));
        }
        for (JsonNode container : containersOfJob()) {
            JsonNode security = container.get("securityContext");
            assertFalse(security.get("allowPrivilegeEscalation").asBoolean(true));
            assertTrue(security.get("readOnlyRootFilesystem").asBoolean());
            assertEquals("ALL", security.at("/capabilities/drop/0").asText());
            assertTrue(container.at("/resources/limits").has("memory"));
        }
        for (JsonNode volume : items(jobPod().get("volumes"))) {
            assertTrue(volume.has("emptyDir") || volume.has("configMap"), () -> "no pod needs " + volume);
        }
    }

    @Test
    void aBuildWritesItsDiskAndItsReportAndSeesNoSecret() {
        List<JsonNode> containers = containersOfJob();
        assertEquals(List.of("/build", "/pyrsia/built", "/tmp"), mounted(containers.get(1), false));
        assertEquals(List.of("/pyrsia/inputs", "/pyrsia/task", "/toolchain"), mounted(containers.get(1), true));
        assertFalse(containers.get(0).toString().contains("secret"));
        assertFalse(containers.get(1).toString().contains("secret"));
        assertEquals(
                NAME.text(),
                containers.get(2).at("/env/0/valueFrom/secretKeyRef/name").asText());
        assertEquals(List.of("/pyrsia/parcel", "/tmp"), mounted(containers.get(2), false));
    }

    @Test
    void whatARunNeedsGoesWithIt() {
        Job job = OBJECTS.job(NODE, Duration.ZERO);
        job.getMetadata().setUid("run");
        assertEquals("u", job.getMetadata().getOwnerReferences().getFirst().getUid());
        assertEquals(1, job.getSpec().getActiveDeadlineSeconds());
        for (var object : List.of(OBJECTS.secret(job, "s"), OBJECTS.task(job, "{}", "v: 1"), OBJECTS.rules(job))) {
            assertEquals(NAME.text(), object.getMetadata().getName());
            assertEquals(
                    "run", object.getMetadata().getOwnerReferences().getFirst().getUid());
        }
        assertFalse(
                job.getSpec().getTemplate().getMetadata().getLabels().containsKey("pyrsia.io/node"),
                "the node's services would lead to a build");
    }

    @Test
    void whatEndedIsKeptForAWhile() {
        GenericKubernetesResource run = OBJECTS.pipelineRun(NODE, Duration.ofMinutes(50));
        Instant ended = Instant.parse("2026-01-02T03:04:05Z");
        assertFalse(SeatObjects.hasEnded(run, ended));
        run.setAdditionalProperty("status", Map.of("completionTime", ended.toString()));
        assertFalse(SeatObjects.hasEnded(run, ended));
        assertTrue(SeatObjects.hasEnded(run, ended.plusSeconds(1)));
    }
}
