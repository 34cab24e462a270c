package io.pyrsia.consensus;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Keys for tests of the agreement: a signature is a hash of the signer and the text, which costs next to nothing.
final class TestKeys {

    static final SignatureChecker CHECKER = checks -> checks.stream()
            .allMatch(check -> signature(check.signer(), check.text()).equals(check.signature()));

    private TestKeys() {}

    static NodeId node(int number) {
        return new NodeId(Digest.sha256(Bytes.ofUnsignedInt(number)).value());
    }

    static Signer signer(int number) {
        NodeId id = node(number);
        return new Signer() {
            @Override
            public NodeId id() {
                return id;
            }

            @Override
            public Bytes sign(Bytes text) {
                return signature(id, text);
            }
        };
    }

    static Bytes signature(NodeId signer, Bytes text) {
        Bytes half = Digest.sha256(Bytes.concatenate(signer.key(), text)).value();
        return Bytes.concatenate(half, half);
    }

    static AuthoritySet set(int... numbers) {
        List<NodeId> members = new ArrayList<>();
        for (int number : numbers) {
            members.add(node(number));
        }
        try {
            return AuthoritySet.of(members);
        } catch (Malformed e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }
}
