package io.pyrsia.server.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Requests;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.memory.MemoryNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pieces come from whoever has them; who lies is told of and asked no more.
class SourcesTest {

    private static final Bytes RIGHT = Bytes.of(7, 7);

    private final MemoryNetwork network = new MemoryNetwork();
    private final List<Host> hosts = new ArrayList<>();
    private final Host asker = host(0);
    private final List<NodeId> liars = new ArrayList<>();

    private Host host(int number) {
        Host host = network.host(Identity.generate(Randomness.seeded(number)));
        hosts.add(host);
        return host;
    }

    @AfterEach
    void close() {
        hosts.forEach(Host::close);
    }

    private NodeId answers(int number, Requests.Answer answer) {
        Host host = host(number);
        asker.peers().addAddresses(host.identity().id(), host.addresses());
        host.serve(
                Question.PROTOCOL,
                Admission.everyone(),
                Requests.serve(Question.MAX_BYTES, SyncServer.DEADLINE, answer));
        return new NodeId(host.identity().key().data());
    }

    private Bytes fetch(NodeId... nodes) throws IOException {
        return new Sources(asker, List.of(nodes), liars::add).fetch(new Question.Chunk(1, 2), answer -> {
            if (!answer.equals(RIGHT)) {
                throw new Malformed("another piece");
            }
            return answer;
        });
    }

    @Test
    void aLiarIsPassedOver() throws IOException {
        NodeId liar = answers(1, (peer, request) -> Bytes.of(1, 9, 9));
        NodeId empty = answers(2, (peer, request) -> Bytes.of(0));
        NodeId broken = answers(3, (peer, request) -> {
            throw new IOException("broken");
        });
        NodeId honest = answers(4, (peer, request) -> {
            assertEquals(new Question.Chunk(1, 2), Question.decode(request));
            return Bytes.concatenate(Bytes.of(1), RIGHT);
        });
        assertEquals(RIGHT, fetch(liar, empty, broken, honest));
        assertEquals(List.of(liar), liars);
    }

    @Test
    void nobodyHasIt() {
        NodeId empty = answers(2, (peer, request) -> Bytes.of(0));
        assertThrows(IOException.class, () -> fetch(empty));
        assertTrue(liars.isEmpty());
    }

    @Test
    void questionsHaveOneForm() throws Malformed {
        List<Question> questions = List.of(
                new Question.Manifest(5),
                new Question.Chunk(6, 7),
                new Question.Hashes(1, 2, 3),
                new Question.Entries(4, 256));
        for (Question question : questions) {
            assertEquals(question, Question.decode(question.encode()));
        }
        for (Bytes wrong : List.of(
                Bytes.EMPTY,
                Bytes.of(9),
                new Question.Hashes(8, 0, 1).encode(),
                new Question.Hashes(1, 0, 0).encode(),
                new Question.Entries(0, 257).encode(),
                Bytes.concatenate(new Question.Manifest(5).encode(), Bytes.of(0)))) {
            assertThrows(Malformed.class, () -> Question.decode(wrong));
        }
    }
}
