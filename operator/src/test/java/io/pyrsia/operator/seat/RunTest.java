package io.pyrsia.operator.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is seen of a build, and what follows from it.
class RunTest {

    private static GenericKubernetesResource tekton(String status) {
        return Serialization.unmarshal(
                "---\n{apiVersion: tekton.dev/v1, kind: PipelineRun, metadata: {name: a}, status: " + status + "}",
                GenericKubernetesResource.class);
    }

    private static GenericKubernetesResource tekton(String succeeded, String reason) {
        return tekton(
                "{conditions: [{type: Succeeded, status: '" + succeeded + "', reason: " + reason + ", message: why}]}");
    }

    private static Job job(String condition) {
        return Serialization.unmarshal(
                "---\n{apiVersion: batch/v1, kind: Job, status: {conditions: [{type: " + condition
                        + ", status: 'True', reason: DeadlineExceeded, message: why}]}}",
                Job.class);
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal("---\n{apiVersion: v1, kind: Pod, status: " + status + "}", Pod.class);
    }

    private static Pod running(String build) {
        return pod("{phase: Running, podIP: 10.0.0.7, containerStatuses: ["
                + "{name: step-fetch, state: {terminated: {exitCode: 0}}},"
                + "{name: step-build, state: " + build + "},"
                + "{name: step-collect, state: {running: {}}}]}");
    }

    @Test
    void aRunThatIsNewWaitsForItsPod() {
        assertEquals(new Run.Working(false), Run.of(tekton("{}"), List.of()));
        assertEquals(new Run.Working(false), Run.of(tekton("Unknown", "Running"), List.of(pod("{phase: Pending}"))));
        assertEquals(
                new Run.Working(true),
                Run.of(tekton("Unknown", "Running"), List.of(running("{running: {}}"))),
                "Tekton's last container runs from the start");
    }

    @Test
    void whatWasBuiltIsFetchedWhenNothingOfTheBuildRuns() {
        assertEquals(
                new Run.Giving("10.0.0.7"),
                Run.of(tekton("Unknown", "Running"), List.of(running("{terminated: {exitCode: 0}}"))));
        assertEquals(
                new Run.Giving("fd00::7"),
                Run.of(
                        new Job(),
                        List.of(pod("{phase: Running, podIP: 'fd00::7', containerStatuses: ["
                                + "{name: collect, state: {running: {}}}]}"))));
        assertEquals("[fd00::7]", Courier.address("fd00::7").getHost());
    }

    @Test
    void endsAreToldApart() {
        assertEquals(new Run.Taken(), Run.of(tekton("True", "Succeeded"), List.of()));
        assertEquals(new Run.Cancelled(), Run.of(tekton("False", "Cancelled"), List.of()));
        assertEquals(
                new Run.Failed("PipelineRunTimeout: why"), Run.of(tekton("False", "PipelineRunTimeout"), List.of()));
        assertEquals(new Run.Taken(), Run.of(job("Complete"), List.of()));
        assertEquals(new Run.Cancelled(), Run.of(job("Suspended"), List.of()));
        assertEquals(new Run.Failed("DeadlineExceeded: why"), Run.of(job("Failed"), List.of()));
    }

    @Test
    void eachFindingHasItsNextStep() {
        assertEquals(new Next.Start(), Next.of(Optional.empty()));
        assertEquals(new Next.Equip(), Next.of(Optional.of(new Run.Working(false))));
        assertEquals(new Next.Wait(), Next.of(Optional.of(new Run.Working(true))));
        assertEquals(new Next.Bring("10.0.0.7"), Next.of(Optional.of(new Run.Giving("10.0.0.7"))));
        for (Run over : List.of(new Run.Cancelled(), new Run.Failed("why"), new Run.Taken())) {
            assertInstanceOf(Next.Refuse.class, Next.of(Optional.of(over)));
        }
    }
}
