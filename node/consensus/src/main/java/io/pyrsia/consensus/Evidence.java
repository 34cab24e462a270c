package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Rule 13: two votes that no honest authority signs both, self-contained, so that it can travel as a transaction.
public record Evidence(Vote first, Vote second) {

    public Evidence {
        if (first.signer() != second.signer() || !conflict(first.statement(), second.statement())) {
            throw new IllegalArgumentException("no conflict between " + first + " and " + second);
        }
    }

    /// Two blocks proposed, notarised or finalised in one view, or a view both skipped and finalised.
    public static boolean conflict(Statement one, Statement two) {
        if (one.epoch() != two.epoch() || one.view() != two.view()) {
            return false;
        }
        if (one.kind() == two.kind()) {
            return one.kind().namesBlock() && !one.digest().equals(two.digest());
        }
        return exclusive(one.kind(), two.kind()) || exclusive(two.kind(), one.kind());
    }

    private static boolean exclusive(Kind one, Kind two) {
        return one == Kind.SKIP && two == Kind.FINAL;
    }

    /// Whether the accused, a member of `authorities`, signed both.
    public boolean proves(NetworkId network, AuthoritySet authorities, SignatureChecker checker) {
        Domain domain = new Domain(network, authorities);
        return first.signer() < authorities.size() && checker.all(List.of(domain.check(first), domain.check(second)));
    }

    public Bytes encode() {
        ByteWriter out = new ByteWriter();
        first.write(out);
        second.write(out);
        return out.toBytes();
    }

    public static Evidence decode(Bytes encoded) throws Malformed {
        ByteReader in = new ByteReader(encoded);
        Vote first = Vote.read(in);
        Vote second = Vote.read(in);
        in.end();
        if (first.signer() != second.signer() || !conflict(first.statement(), second.statement())) {
            throw new Malformed("the two votes do not conflict");
        }
        return new Evidence(first, second);
    }
}
