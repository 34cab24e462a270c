package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.junit.jupiter.api.Test;

/// The vectors that `docs/internals/formats.md` publishes are what the code computes.
class GoldenVectorsTest {

    private static final AuthoritySet SET_A = TestKeys.set(0, 1, 2, 3);
    private static final NetworkId NETWORK = new NetworkId("test");
    private static final Bytes32 ROOT = Bytes32.repeat((byte) 0x11);

    private static void published(String name, Bytes value) throws IOException {
        String page = Files.readString(Path.of("../../docs/internals/formats.md"));
        String row = "| " + name + " | `" + value.toUnprefixedHexString() + "` |";
        assertTrue(page.contains(row), () -> "not on the page: " + row);
    }

    @Test
    void hashes() throws IOException {
        published("digest of set A", SET_A.hash());
        published("genesis of set A, root 11…11", new Genesis(NETWORK, SET_A, ROOT).digest());
        published("digest of the body", Block.bodyDigest(Block.body(Samples.transactions())));
        published("digest of the header", Samples.header(false).digest());
        published("digest of the sealed header", Samples.header(true).digest());
        published("checkpoint", Checkpoint.root(16, Samples.header(false).digest(), ROOT, Samples.change()));
    }

    @Test
    void texts() throws IOException {
        Vote vote = Samples.vote(Kind.NOTAR, 1);
        published("text of the vote", new Domain(NETWORK, SET_A).text(vote.statement()));
        published("message with the vote, signer 1", MessageCodec.encode(new Message.Ballot(vote)));
        published(
                "SHA-256 of the message with the block",
                Digest.sha256(MessageCodec.encode(new Message.Proposal(Samples.block())))
                        .value());
        published(
                "message that fetches the chain from height 33, epoch 2",
                MessageCodec.encode(new Message.FetchChain(2, 33)));
    }

    private static void publishedHash(String name, Bytes value) throws IOException {
        published("SHA-256 of the " + name, Digest.sha256(value).value());
    }

    @Test
    void storedValues() throws IOException {
        published("stored birth", StoreCodec.encode(new Entry.Birth(TestKeys.node(0), 3)));
        published("stored vote", StoreCodec.encode(Samples.vote(Kind.NOTAR, 1)));
        publishedHash("stored certificate", StoreCodec.encode(Samples.certificate(Kind.FINAL)));
        publishedHash("stored block", StoreCodec.encode(Samples.block()));
        publishedHash("stored seal", StoreCodec.encode(Samples.seal()));
        publishedHash("stored execution", StoreCodec.encodeExecution(Samples.committed()));
        publishedHash("stored snapshot's head", StoreCodec.encodeHead(Samples.storedSnapshot()));
    }

    @Test
    void everyStoredValueIsReadAsItWasWritten() throws Malformed {
        Entry.Birth birth = new Entry.Birth(TestKeys.node(0), 3);
        assertEquals(birth, StoreCodec.birth(StoreCodec.encode(birth)));
        Vote vote = Samples.vote(Kind.NOTAR, 1);
        assertEquals(vote, StoreCodec.vote(StoreCodec.encode(vote)));
        Certificate certificate = Samples.certificate(Kind.FINAL);
        assertEquals(certificate, StoreCodec.certificate(StoreCodec.encode(certificate)));
        assertEquals(Samples.block(), StoreCodec.block(StoreCodec.encode(Samples.block())));
        assertEquals(Samples.seal(), StoreCodec.seal(StoreCodec.encode(Samples.seal())));
        Bytes execution = StoreCodec.encodeExecution(Samples.committed());
        assertEquals(Samples.committed(), StoreCodec.committed(execution, Samples.block()));
        assertEquals(Samples.committed().applied(), StoreCodec.applied(execution));
        StoredSnapshot snapshot = Samples.storedSnapshot();
        assertEquals(snapshot, StoreCodec.snapshot(StoreCodec.encodeHead(snapshot), snapshot.state()));
    }

    @Test
    void aStoredValueOfAnotherVersionIsRefused() {
        Bytes future = Bytes.concatenate(
                Bytes.of(2), StoreCodec.encode(Samples.vote(Kind.NOTAR, 1)).slice(1));
        assertThrows(Malformed.class, () -> StoreCodec.vote(future));
    }

    @Test
    void everyMessageIsReadAsItWasWritten() throws Malformed {
        for (Message message : Samples.messages()) {
            assertEquals(message, MessageCodec.decode(MessageCodec.encode(message)));
        }
    }
}
