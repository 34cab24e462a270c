package io.pyrsia.operator.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Problem;
import io.pyrsia.operator.node.Stage;
import java.util.List;
import java.util.Locale;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressTest {

    private static Build.Seat seat(int number, boolean seated, boolean committed, boolean answered) {
        NodeId node = new NodeId(Bytes.repeat((byte) number, NodeId.BYTES));
        return new Build.Seat(node, seated, committed, answered);
    }

    private static Build build(Build.State state, @Nullable String detail, Build.Seat... seats) throws Exception {
        Purl purl = Purl.parse("pkg:maven/org.example/thing@1.0");
        return new Build("ab", purl, state, detail, 0, List.of(seats), null, null);
    }

    private static Problem rejected(String reason) {
        return Problem.of(Problem.Code.REJECTED, "a sentence").because(reason);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOverIsUpOrStuck(Build.State state) throws Exception {
        Stage stage = Progress.of(build(state, "words"));
        assertEquals(!Progress.isOver(state), stage instanceof Stage.Waiting);
        assertEquals(state == Build.State.PUBLISHED, stage instanceof Stage.Up);
        assertEquals(
                state.name(), stage.reason().replaceAll("(?<=.)([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    @Test
    void theCommitteeIsCountedWithoutItsReserve() throws Exception {
        Build.Seat[] seats = {seat(1, true, true, true), seat(2, true, true, false), seat(3, false, false, false)};
        assertEquals(
                "2 of 2 builders have committed to a result",
                Progress.of(build(Build.State.BUILDING, null, seats)).message());
        assertEquals(
                "1 of 2 builders have shown their result",
                Progress.of(build(Build.State.REVEALING, null, seats)).message());
    }

    @Test
    void aRefusalIsTheEndOrPasses() {
        assertInstanceOf(Stage.Up.class, Progress.refused(rejected("ALREADY_VERIFIED")));
        assertInstanceOf(Stage.Waiting.class, Progress.refused(rejected("ALREADY_REQUESTED")));
        assertInstanceOf(Stage.Stuck.class, Progress.refused(rejected("NO_SUCH_RECIPE")));
        assertInstanceOf(Stage.Waiting.class, Progress.refused(Problem.of(Problem.Code.TIMED_OUT, "a sentence")));
    }
}
