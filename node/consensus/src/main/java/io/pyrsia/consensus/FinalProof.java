package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import java.util.ArrayList;
import java.util.List;

/// Why a block is final: a FINAL certificate on it, or on a descendant that `path` leads to, child after child.
public record FinalProof(List<Header> path, Certificate certificate) {

    public FinalProof {
        path = List.copyOf(path);
    }

    /// Whether the headers lead from `block` to the certified one; the signatures are checked apart.
    boolean connects(Header block) {
        Header at = block;
        for (Header next : path) {
            if (!next.parentDigest().equals(at.digest())
                    || next.epoch() != block.epoch()
                    || next.parentView() != at.view()) {
                return false;
            }
            at = next;
        }
        Statement statement = certificate.statement();
        return statement.kind() == Kind.FINAL
                && statement.epoch() == at.epoch()
                && statement.view() == at.view()
                && statement.digest().equals(at.digest());
    }

    void write(ByteWriter out) {
        out.u16(path.size());
        path.forEach(header -> header.write(out));
        certificate.write(out);
    }

    static FinalProof read(ByteReader in) throws Malformed {
        int count = in.count(in.u16(), Limits.MAX_PROOF_PATH, 1);
        List<Header> path = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            path.add(Header.read(in));
        }
        return new FinalProof(path, Certificate.read(in));
    }
}
