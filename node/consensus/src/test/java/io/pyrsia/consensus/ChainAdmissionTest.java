package io.pyrsia.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which chains are taken, dropped, or cost their sender. Whoever lost its last blocks in a crash still gets answers to
/// what it asked before, and no honest peer may pay for that.
class ChainAdmissionTest {

    private static final NodeId PEER = TestKeys.node(1);
    private static final int BLOCKS = 6;

    private final TestNetwork network = TestNetwork.started(4);
    private State state = network.node(0).state();

    /// The others have six blocks; this node came back with none of them.
    @BeforeEach
    void loseAllBlocks() {
        for (int i = 0; i < BLOCKS; i++) {
            network.submit(Bytes.of(i));
            network.run(500);
        }
        assertTrue(network.node(1).state().finalHeight() >= BLOCKS);
        state = State.start(
                network.genesis, network.config, TestKeys.signer(0), new MemoryStore().recover(), Rules.STRICT);
        Consensus.step(state, new Input.Started());
    }

    private Message.Chain answer(long fromHeight) {
        return assertInstanceOf(Message.Chain.class, ChainServer.answer(network.node(1).store, fromHeight));
    }

    private List<Effect> receive(Message.Chain chain) {
        return Consensus.step(state, new Input.Received(PEER, chain)).effects();
    }

    private void dropped(Fault fault, List<Effect> expected, Message.Chain chain) {
        long before = state.faults(fault);
        assertEquals(expected, receive(chain));
        assertEquals(before + 1, state.faults(fault));
    }

    private void costs(Message.Chain chain) {
        dropped(Fault.MALFORMED, List.of(new Effect.Score(PEER, Fault.MALFORMED)), chain);
    }

    @Test
    void anAnswerThatGoesOnHereIsChecked() {
        List<Effect> effects = receive(answer(1));
        assertEquals(1, effects.size());
        assertInstanceOf(Effect.Check.class, effects.get(0));
    }

    @Test
    void aLateAnswerFromFurtherUpCostsNothingAndChangesNothing() {
        for (long height = 2; height <= BLOCKS; height++) {
            dropped(Fault.UNWANTED, List.of(), answer(height));
        }
        assertEquals(0, state.finalHeight());
        assertEquals(0, state.faults(Fault.MALFORMED));
    }

    @Test
    void aChainThatContradictsItselfCostsWhereverItBegins() {
        for (int from = 1; from <= 3; from++) {
            Message.Chain good = answer(from);
            List<Block> blocks = good.blocks();
            int size = blocks.size();
            Block first = blocks.get(0);
            Block last = blocks.get(size - 1);
            costs(new Message.Chain(List.of(first, last), good.proof()));
            costs(new Message.Chain(List.of(last, first), good.proof()));
            costs(new Message.Chain(blocks.subList(0, size - 1), good.proof()));
            Statement end = good.proof().certificate().statement();
            Certificate thin =
                    new Certificate(end, good.proof().certificate().votes().subList(0, 2));
            costs(new Message.Chain(blocks, new FinalProof(List.of(), thin)));
            costs(new Message.Chain(replaced(blocks, signedByAnother(last)), good.proof()));
        }
    }

    /// The simulator's second finding: what a proof certifies does not cover the leaders' signatures, so a mutated one
    /// was stored and passed on.
    @Test
    void aChainWithASignatureThatNoLeaderMadeIsNotTaken() {
        Message.Chain good = answer(1);
        Block last = good.blocks().getLast();
        Vote proposal = last.proposal();
        Vote mutated = new Vote(
                proposal.statement(), proposal.signer(), proposal.signature().not());
        Block forged = Block.of(last.header(), Block.body(last.transactions()), last.transactions(), mutated);
        List<Effect> effects = receive(new Message.Chain(replaced(good.blocks(), forged), good.proof()));
        Effect.Check check = assertInstanceOf(Effect.Check.class, effects.getFirst());
        assertFalse(TestKeys.CHECKER.all(check.checks()));
        List<Effect> answer = Consensus.step(state, new Input.Checked(PEER, check.message(), false))
                .effects();
        assertEquals(List.of(new Effect.Score(PEER, Fault.BAD_SIGNATURE)), answer);
        assertEquals(0, state.finalHeight());
    }

    private static List<Block> replaced(List<Block> blocks, Block last) {
        List<Block> changed = new ArrayList<>(blocks.subList(0, blocks.size() - 1));
        changed.add(last);
        return changed;
    }

    /// The same block with the proposal of somebody who does not lead its view.
    private static Block signedByAnother(Block block) {
        Vote proposal = block.proposal();
        Vote other = new Vote(proposal.statement(), (proposal.signer() + 1) % 4, proposal.signature());
        return Block.of(block.header(), Block.body(block.transactions()), block.transactions(), other);
    }
}
