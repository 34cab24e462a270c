package io.pyrsia.consensus;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.NetworkId;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// What every node of a network starts from: its name, its first authorities, and the root of the application's first
/// state.
public record Genesis(NetworkId network, AuthoritySet authorities, Bytes32 stateRoot) {

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
