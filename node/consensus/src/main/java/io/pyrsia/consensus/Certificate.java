package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import java.util.ArrayList;
import java.util.List;

/// Votes of distinct authorities for one statement, in the order of their signers; at a quorum they prove it.
public record Certificate(Statement statement, List<Vote> votes) {

    public Certificate {
        votes = List.copyOf(votes);
        int before = -1;
        for (Vote vote : votes) {
            if (vote.signer() <= before || !vote.statement().equals(statement)) {
                throw new IllegalArgumentException(
                        "a certificate has one vote per signer, in order, for one statement");
            }
            before = vote.signer();
        }
    }

    public long view() {
        return statement.view();
    }

    void write(ByteWriter out) {
        statement.write(out);
        out.u8(votes.size());
        for (Vote vote : votes) {
            out.u8(vote.signer()).bytes(vote.signature());
        }
    }

    static Certificate read(ByteReader in) throws Malformed {
        Statement statement = Statement.read(in);
        int count = in.count(in.u8(), Limits.MAX_AUTHORITIES, 1 + Codec.SIGNATURE_BYTES);
        List<Vote> votes = new ArrayList<>(count);
        int before = -1;
        for (int i = 0; i < count; i++) {
            Vote vote = new Vote(statement, Vote.signer(in), Codec.signature(in));
            if (vote.signer() <= before) {
                throw new Malformed("a certificate's signers are not in order");
            }
            before = vote.signer();
            votes.add(vote);
        }
        return new Certificate(statement, votes);
    }

    @Override
    public String toString() {
        return "certificate of " + statement;
    }
}
