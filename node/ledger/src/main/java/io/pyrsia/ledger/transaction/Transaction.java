package io.pyrsia.ledger.transaction;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.vrf.Ecvrf;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/// What a node asks the network to agree on.
public sealed interface Transaction {

    /// More rounds than any dispute can have.
    int MAX_ROUND = 15;

    Codec<Transaction> CODEC = Fields.codec(Transaction::write, Transaction::read);

    /// An authority's proposal, which it endorses by that.
    record Propose(Action action) implements Transaction {}

    record Endorse(Id proposal) implements Transaction {}

    /// An authority vouches for a builder.
    record RegisterBuilder(NodeId node) implements Transaction {}

    /// A key takes itself out of use.
    record RevokeOwnKey() implements Transaction {}

    record PublishRecipe(Recipe recipe) implements Transaction {}

    /// Replaces exactly the recipe that its author has seen.
    record SupersedeRecipe(Digest previous, Recipe recipe) implements Transaction {}

    record Request(Purl purl) implements Transaction {}

    /// An authority's share of the random number from which a committee is drawn.
    record Draw(Id request, int round, Bytes seed, Bytes proof) implements Transaction {

        private static final Bytes DOMAIN = Bytes.wrap("pyrsia/draw/1\0".getBytes(StandardCharsets.UTF_8));

        /// What the proof is over.
        public static Bytes input(NetworkId network, Id request, int round, Bytes seed) {
            ByteWriter out = new ByteWriter().bytes(DOMAIN);
            Fields.writeText(network.name(), out);
            return out.bytes(request.value()).u8(round).bytes(seed).toBytes();
        }
    }

    /// The hash of a builder's answer, see [Commitment].
    record Commit(Id request, int round, Bytes commitment) implements Transaction {}

    record Reveal(Id request, int round, Bytes salt, BuildOutcome outcome) implements Transaction {}

    /// A builder's answer when the network asks whether it is at work on a build.
    record Present(Id request, int round) implements Transaction {}

    record Observe(Observation observation) implements Transaction {}

    /// Nothing but a reason for a block, when a deadline passed and nobody else says anything.
    record Tick() implements Transaction {}

    private static void write(Transaction transaction, ByteWriter out) {
        switch (transaction) {
            case Propose propose -> Action.CODEC.write(propose.action, out.u8(0));
            case Endorse endorse -> Id.CODEC.write(endorse.proposal, out.u8(1));
            case RegisterBuilder register -> Fields.writeNode(register.node, out.u8(2));
            case RevokeOwnKey ignored -> out.u8(3);
            case PublishRecipe publish -> Recipe.CODEC.write(publish.recipe, out.u8(4));
            case SupersedeRecipe supersede -> {
                Fields.writeSha256(supersede.previous, out.u8(5));
                Recipe.CODEC.write(supersede.recipe, out);
            }
            case Request request -> Fields.writePurl(request.purl, out.u8(6));
            case Draw draw -> {
                writeRound(7, draw.request, draw.round, out);
                out.bytes(draw.seed).bytes(draw.proof);
            }
            case Commit commit -> {
                writeRound(8, commit.request, commit.round, out);
                out.bytes(commit.commitment);
            }
            case Reveal reveal -> {
                writeRound(9, reveal.request, reveal.round, out);
                out.bytes(reveal.salt);
                BuildOutcome.CODEC.write(reveal.outcome, out);
            }
            case Observe observe -> Observation.CODEC.write(observe.observation, out.u8(10));
            case Tick ignored -> out.u8(11);
            case Present present -> writeRound(12, present.request, present.round, out);
        }
    }

    private static void writeRound(int kind, Id request, int round, ByteWriter out) {
        out.u8(kind).bytes(request.value()).u8(round);
    }

    private static Transaction read(ByteReader in) throws Malformed {
        int kind = in.u8();
        return switch (kind) {
            case 0 -> new Propose(Action.CODEC.read(in));
            case 1 -> new Endorse(Id.CODEC.read(in));
            case 2 -> new RegisterBuilder(Fields.readNode(in));
            case 3 -> new RevokeOwnKey();
            case 4 -> new PublishRecipe(Recipe.CODEC.read(in));
            case 5 -> new SupersedeRecipe(Fields.readSha256(in), Recipe.CODEC.read(in));
            case 6 -> new Request(Fields.readVersion(in));
            case 7 ->
                new Draw(Id.CODEC.read(in), readRound(in), Fields.bytes(in, 32), Fields.bytes(in, Ecvrf.PROOF_BYTES));
            case 8 -> new Commit(Id.CODEC.read(in), readRound(in), Fields.bytes(in, 32));
            case 9 ->
                new Reveal(
                        Id.CODEC.read(in),
                        readRound(in),
                        Fields.bytes(in, Commitment.SALT_BYTES),
                        BuildOutcome.CODEC.read(in));
            case 10 -> new Observe(Observation.CODEC.read(in));
            case 11 -> new Tick();
            case 12 -> new Present(Id.CODEC.read(in), readRound(in));
            default -> throw new Malformed("transaction " + kind + " is unknown");
        };
    }

    private static int readRound(ByteReader in) throws Malformed {
        int round = in.u8();
        if (round > MAX_ROUND) {
            throw new Malformed("round " + round + " is above " + MAX_ROUND);
        }
        return round;
    }
}
