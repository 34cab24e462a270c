package io.pyrsia.sim.node;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.SignatureCheck;
import io.pyrsia.consensus.Signer;
import io.pyrsia.sim.kernel.RunHash;
import java.util.Arrays;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Signatures as fast as a hash: a tag over the text and a secret, which nobody can make who is not handed the signer.
///
/// They bind the same things as real ones, and any changed bit makes them invalid; liars do not attack the hash.
public final class FastKeys implements Keys {

    private static final long SECRET = 0x5ec2_e75e_c2e7_5ec2L;
    private static final int WORDS = 8;

    private record TagSigner(NodeId id) implements Signer {

        @Override
        public Bytes sign(Bytes text) {
            return Bytes.wrap(tag(id, text));
        }
    }

    @Override
    public Signer signer(int number) {
        ByteWriter key = new ByteWriter();
        for (int word = 0; word < NodeId.BYTES / Long.BYTES; word++) {
            key.u64(RunHash.mix(number, word) >>> 1);
        }
        return new TagSigner(new NodeId(key.toBytes()));
    }

    @Override
    public boolean all(List<SignatureCheck> checks) {
        for (SignatureCheck check : checks) {
            if (!Arrays.equals(check.signature().toArrayUnsafe(), tag(check.signer(), check.text()))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] tag(NodeId id, Bytes text) {
        long secret = RunHash.mix(RunHash.of(id.key()), SECRET);
        long hash = RunHash.of(text);
        ByteWriter tag = new ByteWriter();
        for (int word = 0; word < WORDS; word++) {
            tag.u64(RunHash.mix(secret + word, hash) >>> 1);
        }
        return tag.toByteArray();
    }
}
