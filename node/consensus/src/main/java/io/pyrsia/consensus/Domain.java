package io.pyrsia.consensus;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.NetworkId;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/// The text that a signature covers: a vote of one network, epoch and set is nothing in any other (rule 12).
public final class Domain {

    private final NetworkId network;
    private final AuthoritySet authorities;

    public Domain(NetworkId network, AuthoritySet authorities) {
        this.network = network;
        this.authorities = authorities;
    }

    public Bytes text(Statement statement) {
        ByteWriter out = Codec.domain("pyrsia/consensus/vote/1")
                .bytes16(Bytes.wrap(network.name().getBytes(StandardCharsets.US_ASCII)))
                .bytes(authorities.hash());
        return out.u64(statement.epoch())
                .u64(statement.view())
                .u8(statement.kind().code())
                .bytes(statement.digest())
                .toBytes();
    }

    public SignatureCheck check(Vote vote) {
        return new SignatureCheck(authorities.member(vote.signer()), text(vote.statement()), vote.signature());
    }
}
