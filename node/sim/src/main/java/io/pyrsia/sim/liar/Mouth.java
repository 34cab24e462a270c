package io.pyrsia.sim.liar;

import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Domain;
import io.pyrsia.consensus.Epoch;
import io.pyrsia.consensus.Header;
import io.pyrsia.consensus.Kind;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.MessageCodec;
import io.pyrsia.consensus.Signer;
import io.pyrsia.consensus.Statement;
import io.pyrsia.consensus.Vote;
import io.pyrsia.sim.kernel.RunHash;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// What a liar lies with: its own key, which signs whatever it likes, and a way to send to anyone.
///
/// @param epoch the epoch that the liar's core is in
/// @param salt makes this liar divide the others in another way than the next liar
public record Mouth(
        NetworkId network,
        Signer signer,
        Supplier<Epoch> epoch,
        SplittableRandom random,
        long salt,
        BiConsumer<NodeId, Bytes> sender) {

    void say(NodeId to, Bytes bytes) {
        sender.accept(to, bytes);
    }

    void say(NodeId to, Message message) {
        say(to, MessageCodec.encode(message));
    }

    List<NodeId> authorities() {
        return epoch.get().authorities().members();
    }

    /// Its place in the present set, −1 if it has none.
    int place() {
        return epoch.get().authorities().place(signer.id());
    }

    /// Whether `node` is on one side or the other, decided anew for each view.
    boolean isOnOneSide(NodeId node, long view) {
        return (RunHash.mix(RunHash.mix(salt, view), RunHash.of(node.key())) & 1) == 0;
    }

    /// A vote of this liar in its present epoch, nothing if it is no authority there.
    Optional<Vote> vote(Kind kind, long view, Bytes32 digest) {
        Statement statement = new Statement(kind, epoch.get().number(), view, digest);
        int place = place();
        return place < 0
                ? Optional.empty()
                : Optional.of(new Vote(
                        statement,
                        place,
                        signer.sign(new Domain(network, epoch.get().authorities()).text(statement))));
    }

    /// Another block of the same place with other transactions, if the liar is an authority.
    Optional<Block> twin(Block block, List<Bytes> transactions) {
        Header old = block.header();
        return block(old, old.height(), old.parentView(), old.parentDigest(), block.view(), transactions);
    }

    /// A block of a view on any parent, with the claims and the seal of the header that it is made from.
    Optional<Block> block(
            Header like, long height, long parentView, Bytes32 parent, long view, List<Bytes> transactions) {
        Bytes body = Block.body(transactions);
        Header header = new Header(
                like.epoch(),
                view,
                height,
                parentView,
                parent,
                like.executedHeight(),
                like.executedRoot(),
                Block.bodyDigest(body),
                like.seal());
        return vote(Kind.PROPOSE, view, header.digest())
                .map(proposal -> Block.of(header, body, transactions, proposal));
    }
}
