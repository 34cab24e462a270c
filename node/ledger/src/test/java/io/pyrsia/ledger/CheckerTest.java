package io.pyrsia.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.pyrsia.base.NetworkId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.ledger.vrf.Ecvrf;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Transactions as bytes, with real signatures and proofs.
class CheckerTest {

    private static final PrivateKey KEY = World.key("authority", 0);
    private static final Transaction TICK = new Transaction.Tick();

    private final Checker checker = new Checker(World.NETWORK, SignatureCheck.ed25519());

    @Test
    void whatItsAuthorSignedIsSound() {
        SignedTransaction signed = SignedTransaction.sign(World.NETWORK, KEY, 7, TICK);
        Checked.Sound sound = assertInstanceOf(Checked.Sound.class, checker.check(signed.encode()));
        assertEquals(World.authority(0), sound.author());
        assertEquals(7, sound.sequence());
        assertEquals(TICK, sound.transaction());
        assertEquals(Id.of(signed.message(World.NETWORK)), sound.id());
    }

    @Test
    void anythingElseIsNot() {
        Bytes encoded = SignedTransaction.sign(World.NETWORK, KEY, 7, TICK).encode();
        for (int bit = 0; bit < encoded.size() * 8; bit += 3) {
            byte[] changed = encoded.toArray();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertInstanceOf(Checked.Unsound.class, checker.check(Bytes.wrap(changed)), "bit " + bit);
        }
        assertEquals(new Checked.Unsound(Reason.MALFORMED), checker.check(Bytes.concatenate(encoded, Bytes.of(0))));
        assertEquals(new Checked.Unsound(Reason.MALFORMED), checker.check(Bytes.EMPTY));
        assertEquals(
                new Checked.Unsound(Reason.MALFORMED),
                checker.check(Bytes.wrap(new byte[SignedTransaction.MAX_BYTES + 1])));
    }

    @Test
    void aSignatureCountsInItsNetworkOnly() {
        SignedTransaction elsewhere = SignedTransaction.sign(new NetworkId("other"), KEY, 7, TICK);
        assertEquals(new Checked.Unsound(Reason.BAD_SIGNATURE), checker.check(elsewhere.encode()));
        assertNotEquals(elsewhere.message(World.NETWORK), elsewhere.message(new NetworkId("other")));
    }

    @Test
    void aShareIsProvenByItsAuthorForItsRequestAndSeed() {
        World world = new World(1, 5, Limits.DEFAULT);
        world.accept(World.authority(0), new Transaction.PublishRecipe(World.recipe(World.PACKAGE, "1")));
        Checked.Sound request = world.next(World.authority(0), new Transaction.Request(World.PACKAGE));
        world.submit(request);
        world.pass(1_000);
        Phase.Drawing drawing =
                assertInstanceOf(Phase.Drawing.class, world.open(request.id()).phase());
        Bytes input = Transaction.Draw.input(World.NETWORK, request.id(), 0, drawing.seed());
        Bytes proof = Ecvrf.prove(KEY, input);

        Bytes stolen = Ecvrf.prove(World.key("authority", 1), input);
        assertEquals(new Checked.Unsound(Reason.BAD_PROOF), checker.check(draw(request.id(), drawing.seed(), stolen)));
        assertEquals(
                new Checked.Unsound(Reason.BAD_PROOF),
                checker.check(draw(request.id(), World.hash("another seed"), proof)));
        assertEquals(Outcome.accepted(), world.submit(checker.check(draw(request.id(), drawing.seed(), proof))));
        assertInstanceOf(Phase.Building.class, world.open(request.id()).phase());
    }

    private static Bytes draw(Id request, Bytes seed, Bytes proof) {
        return SignedTransaction.sign(World.NETWORK, KEY, 50, new Transaction.Draw(request, 0, seed, proof))
                .encode();
    }
}
