package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// The authorities of one epoch, in the order in which they lead.
///
/// An authority is its key: rotating a key is removing one authority and adding another in its place.
public final class AuthoritySet {

    private final List<NodeId> members;
    private final Bytes32 hash;

    private AuthoritySet(List<NodeId> members) {
        this.members = List.copyOf(members);
        ByteWriter text = Codec.domain("pyrsia/consensus/set/1");
        write(text);
        hash = Codec.hash(text);
    }

    /// A set of distinct keys that is large enough to tolerate a liar, and no larger than the limit.
    public static AuthoritySet of(List<NodeId> members) throws Malformed {
        if (members.size() < Limits.MIN_AUTHORITIES || members.size() > Limits.MAX_AUTHORITIES) {
            throw new Malformed("a network has " + Limits.MIN_AUTHORITIES + " to " + Limits.MAX_AUTHORITIES
                    + " authorities, not " + members.size());
        }
        if (new TreeSet<>(members).size() != members.size()) {
            throw new Malformed("an authority is listed twice");
        }
        return new AuthoritySet(members);
    }

    public List<NodeId> members() {
        return members;
    }

    public int size() {
        return members.size();
    }

    /// q = ⌊2n/3⌋+1, which is also n−f: two quorums share an honest authority, and the honest ones alone are a quorum.
    public int quorum() {
        return 2 * size() / 3 + 1;
    }

    /// f = n−q, the liars that the set tolerates.
    public int faults() {
        return size() - quorum();
    }

    public int leader(long view) {
        return (int) (view % size());
    }

    public NodeId member(int place) {
        return members.get(place);
    }

    /// The place of a node in the set, or −1.
    public int place(NodeId node) {
        return members.indexOf(node);
    }

    /// What binds every signature to this set.
    public Bytes32 hash() {
        return hash;
    }

    void write(ByteWriter out) {
        out.u8(members.size());
        members.forEach(member -> out.bytes(member.key()));
    }

    static AuthoritySet read(ByteReader in) throws Malformed {
        int count = in.count(in.u8(), Limits.MAX_AUTHORITIES, NodeId.BYTES);
        List<NodeId> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(Codec.nodeId(in));
        }
        return of(members);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AuthoritySet set && hash.equals(set.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return size() + " authorities " + Codec.brief(hash);
    }
}
