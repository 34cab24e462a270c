package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NodeId;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.crds.PyrsiaNode;
import io.pyrsia.crds.PyrsiaNodeStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class FarewellTest {

    private static final NodeId KEY = new NodeId(Bytes.repeat((byte) 7, NodeId.BYTES));
    private static final NodeId OTHER = new NodeId(Bytes.repeat((byte) 8, NodeId.BYTES));

    private final PyrsiaNode leaving = node("leaving", KEY);
    private final List<PyrsiaNode> others = List.of(node("other", OTHER));

    private static PyrsiaNode node(String name, NodeId key) {
        PyrsiaNode node = Examples.node(name, "network: {name: main, founders: 4}");
        node.setStatus(
                new PyrsiaNodeStatus(1L, List.of(), key.toString(), null, null, null, null, null, null, null, null));
        return node;
    }

    private static NetworkView voters(NodeId... voters) {
        List<Authorities.Member> members = List.of(voters).stream()
                .map(voter -> new Authorities.Member(voter, "peer", false, true, 1, 0, "key"))
                .toList();
        return new NetworkView(Map.of(), Optional.of(new Authorities(0, 3, members, List.of())), Set.of());
    }

    @Test
    void aKeyThatVotesStays() {
        assertEquals(
                Optional.of("this key votes: remove it from the authorities first, or say RETAIN in spec.deletion"),
                Farewell.objection(leaving, others, () -> voters(KEY, OTHER)));
    }

    @Test
    void aKeyThatDoesNotVoteMayGo() {
        assertTrue(Farewell.objection(leaving, others, () -> voters(OTHER)).isEmpty());
    }

    @Test
    void whereNobodyCanSayItTheKeyStays() {
        NetworkView silence = new NetworkView(Map.of(), Optional.empty(), Set.of());
        assertTrue(Farewell.objection(leaving, others, () -> silence).isPresent());
    }

    @Test
    void nobodyIsAskedWhereNobodyStaysOrThereNeverWasAKey() {
        assertTrue(Farewell.objection(leaving, List.of(), () -> voters(KEY)).isEmpty());
        PyrsiaNode fresh = Examples.node("fresh", "network: {name: main, founders: 4}");
        assertTrue(Farewell.objection(fresh, others, () -> voters(KEY)).isEmpty());
    }
}
