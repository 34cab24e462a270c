package io.pyrsia.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.storage.blob.Blob;
import io.pyrsia.storage.blob.BlobReader;
import io.pyrsia.storage.blob.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real nodes hand a blob on over real sockets.
class SwarmTest {

    private static final int SIZE = 6_500_000;

    @TempDir
    Path folder;

    private final List<TestNode> nodes = new ArrayList<>();
    private final byte[] content = TestNode.content(1, SIZE);

    @AfterEach
    void close() {
        nodes.forEach(TestNode::close);
    }

    @Test
    void aBlobComesFromAPeerAndIsReadWhileItArrives() throws Exception {
        TestNode seed = node();
        TestNode wants = node();
        Descriptor blob = seed.put(content).descriptor();
        try (Download download = wants.swarm.fetch(blob, List.of(seed.candidate()));
                InputStream arriving = download.reader().stream(0)) {
            assertArrayEquals(content, arriving.readAllBytes());
            assertEquals(blob, whole(download).descriptor());
        }
        assertArrayEquals(content, wants.read(blob.sha256()));
    }

    /// Such as a peer that has started again, before others can find it.
    @Test
    void whoIsConnectedIsAskedThoughNobodyNamesIt() throws Exception {
        TestNode seed = node();
        TestNode wants = node();
        Descriptor blob = seed.put(content).descriptor();
        wants.host.connect(seed.host.identity().id(), seed.host.addresses());
        Described told = wants.swarm
                .describe(blob.sha256(), any -> true, Duration.ofMinutes(1))
                .orElseThrow();
        assertEquals(blob, told.blob());
        assertEquals(
                List.of(seed.host.identity().id()),
                told.holders().stream().map(Candidate::peer).toList());
        try (Download download = wants.swarm.fetch(told.blob(), told.holders())) {
            assertEquals(blob, whole(download).descriptor());
        }
    }

    @Test
    void everySizeArrives() throws Exception {
        TestNode seed = node();
        TestNode wants = node();
        for (int size : List.of(0, 1, 1 << 20, (1 << 20) + 1)) {
            Descriptor blob = seed.put(TestNode.content(size, size)).descriptor();
            try (Download download = wants.swarm.fetch(blob, List.of(seed.candidate()))) {
                assertEquals(blob, whole(download).descriptor());
            }
        }
    }

    @Test
    void peersOfASeedHelpEachOther() throws Exception {
        TestNode seed = node();
        Descriptor blob = seed.put(content).descriptor();
        List<Download> downloads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            downloads.add(node().swarm.fetch(blob, List.of(seed.candidate())));
        }
        for (Download download : downloads) {
            whole(download);
            download.close();
        }
        for (TestNode wants : nodes.subList(1, nodes.size())) {
            assertArrayEquals(content, wants.read(blob.sha256()));
        }
    }

    @Test
    void identicalFetchesShareOneTransfer() throws Exception {
        TestNode seed = node();
        TestNode wants = node();
        Descriptor blob = seed.put(content).descriptor();
        try (Download one = wants.swarm.fetch(blob, List.of(seed.candidate()));
                Download other = wants.swarm.fetch(blob, List.of())) {
            whole(one);
            whole(other);
        }
        assertEquals(SIZE, seed.swarm.uploadedBytes());
    }

    @Test
    void whatNobodyHasFailsWithAReason() throws Exception {
        TestNode empty = node();
        TestNode wants = node();
        Descriptor blob = new Descriptor(Digest.sha256(Bytes.of(1)), SIZE, Bytes.wrap(new byte[32]));
        try (Download download = wants.swarm.fetch(blob, List.of(empty.candidate()));
                BlobReader reader = download.reader()) {
            ExecutionException failed = assertThrows(ExecutionException.class, () -> whole(download));
            assertTrue(String.valueOf(failed.getMessage()).contains("no peer"), failed.toString());
            assertThrows(IOException.class, () -> reader.read(0, new byte[1], 0, 1));
        }
    }

    @Test
    void aTransferThatStoppedGoesOnWhereItWas() throws Exception {
        TestNode slow =
                new TestNode(folder.resolve("slow"), SwarmSettings.standard().withUpload(500_000));
        nodes.add(slow);
        TestNode fast = node();
        TestNode wants = node();
        Descriptor blob = slow.put(content).descriptor();
        fast.put(content);
        try (Download download = wants.swarm.fetch(blob, List.of(slow.candidate()));
                BlobReader reader = download.reader()) {
            assertTrue(reader.read(0, new byte[1], 0, 1) > 0);
        }
        assertTrue(wants.store.hasPartial(blob.sha256()));
        assertFalse(wants.store.contains(blob.sha256()));
        try (Download download = wants.swarm.fetch(blob, List.of(fast.candidate()))) {
            whole(download);
        }
        assertArrayEquals(content, wants.read(blob.sha256()));
        assertTrue(fast.swarm.uploadedBytes() < SIZE, "all was sent again");
    }

    private TestNode node() throws IOException {
        TestNode node = new TestNode(folder.resolve(Integer.toString(nodes.size())), SwarmSettings.standard());
        nodes.add(node);
        return node;
    }

    private static Blob whole(Download download) throws Exception {
        return download.result().get(60, TimeUnit.SECONDS);
    }
}
