package io.pyrsia.ledger.transaction;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Fields;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/// The hash by which a builder fixes its answer before anyone shows theirs: H(node ‖ request ‖ round ‖ result ‖ salt).
public final class Commitment {

    public static final int SALT_BYTES = 32;

    private static final Bytes DOMAIN = Bytes.wrap("pyrsia/commit/1\0".getBytes(StandardCharsets.UTF_8));

    private Commitment() {}

    public static Bytes of(NodeId node, Id request, int round, BuildOutcome outcome, Bytes salt) {
        Digest result = Digest.sha256(Fields.encode(BuildOutcome.CODEC, outcome));
        ByteWriter out = new ByteWriter().bytes(DOMAIN).bytes(node.key()).bytes(request.value());
        return Digest.sha256(out.u8(round).bytes(result.value()).bytes(salt).toBytes())
                .value();
    }
}
