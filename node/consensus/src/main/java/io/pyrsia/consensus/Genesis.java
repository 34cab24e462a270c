package io.pyrsia.consensus;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.NetworkId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// What every node of a network starts from: its name, its first authorities, and the root of the application's first
/// state.
///
/// @param rescues the blocks by which this node's operator lets people end epochs; not part of what the network is
public record Genesis(NetworkId network, AuthoritySet authorities, Bytes32 stateRoot, List<Block> rescues) {

    public Genesis {
        rescues = List.copyOf(rescues);
    }

    public Genesis(NetworkId network, AuthoritySet authorities, Bytes32 stateRoot) {
        this(network, authorities, stateRoot, List.of());
    }

    /// The same beginning on a node whose operator accepted these.
    public Genesis accepting(List<Block> accepted) {
        return new Genesis(network, authorities, stateRoot, accepted);
    }

    /// The accepted block that ends an epoch behind its last final one.
    @Nullable
    Block rescue(long epoch, Bytes32 last) {
        for (Block rescue : rescues) {
            if (rescue.header().epoch() == epoch
                    && rescue.header().parentDigest().equals(last)) {
                return rescue;
            }
        }
        return null;
    }

    boolean accepts(Header header) {
        return rescues.stream().anyMatch(rescue -> rescue.digest().equals(header.digest()));
    }

    /// Whether an accepted rescue has ended the epoch below this height, so that no other block may be final there.
    boolean excludes(long epoch, long height) {
        return rescues.stream().anyMatch(rescue -> rescue.header().epoch() == epoch && rescue.height() <= height);
    }

    /// The digest that stands for the block of height 0.
    public Bytes32 digest() {
        ByteWriter text = Codec.domain("pyrsia/consensus/genesis/1")
                .bytes16(Bytes.wrap(network.name().getBytes(StandardCharsets.US_ASCII)));
        authorities.write(text);
        return Codec.hash(text.bytes(stateRoot));
    }

    public Epoch epoch() {
        return new Epoch(0, authorities, 0, digest());
    }
}
