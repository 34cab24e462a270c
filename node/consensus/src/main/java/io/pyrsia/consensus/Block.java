package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// A header, its opaque transactions, and its leader's signature; hashed once, when it is made or read.
///
/// `body` holds the transactions as they travel and are stored, and [#transactions] are views of it.
public final class Block {

    private final Header header;
    private final Bytes body;
    private final List<Bytes> transactions;
    private final Vote proposal;
    private final boolean matchesHeader;

    private Block(Header header, Bytes body, List<Bytes> transactions, Vote proposal, boolean matchesHeader) {
        this.header = header;
        this.body = body;
        this.transactions = transactions;
        this.proposal = proposal;
        this.matchesHeader = matchesHeader;
    }

    /// A block whose header was made for this body.
    public static Block of(Header header, Bytes body, List<Bytes> transactions, Vote proposal) {
        return new Block(header, body, transactions, proposal, true);
    }

    public Header header() {
        return header;
    }

    public Bytes32 digest() {
        return proposal.statement().digest();
    }

    public long view() {
        return header.view();
    }

    public long height() {
        return header.height();
    }

    public List<Bytes> transactions() {
        return transactions;
    }

    /// The leader's signature, a vote of kind PROPOSE.
    public Vote proposal() {
        return proposal;
    }

    /// The bytes of the transactions with their lengths.
    public int bodyBytes() {
        return body.size();
    }

    public @Nullable Seal seal() {
        return header.seal();
    }

    /// Whether the transactions are the ones that the header names.
    boolean matchesHeader() {
        return matchesHeader;
    }

    public static Bytes body(List<Bytes> transactions) {
        ByteWriter out = new ByteWriter();
        out.u32(transactions.size());
        transactions.forEach(out::bytes32);
        return out.toBytes();
    }

    public static Bytes32 bodyDigest(Bytes body) {
        MessageDigest hash = Digest.Algorithm.SHA256.start();
        body.update(hash);
        return Bytes32.wrap(hash.digest());
    }

    void write(ByteWriter out) {
        header.write(out);
        out.bytes32(body).u8(proposal.signer()).bytes(proposal.signature());
    }

    static Block read(ByteReader in) throws Malformed {
        Header header = Header.read(in);
        Bytes body = in.bytes32(Limits.MAX_BODY_BYTES);
        Statement statement = new Statement(Kind.PROPOSE, header.epoch(), header.view(), header.digest());
        Vote proposal = new Vote(statement, Vote.signer(in), Codec.signature(in));
        boolean matches = bodyDigest(body).equals(header.bodyDigest());
        return new Block(header, body, transactions(body), proposal, matches);
    }

    private static List<Bytes> transactions(Bytes body) throws Malformed {
        ByteReader in = new ByteReader(body);
        int count = in.count(in.u32(), Limits.MAX_BLOCK_TRANSACTIONS, 4);
        List<Bytes> transactions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            transactions.add(in.bytes32(Limits.MAX_TRANSACTION_BYTES));
        }
        in.end();
        return List.copyOf(transactions);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Block block && proposal.equals(block.proposal) && body.equals(block.body);
    }

    @Override
    public int hashCode() {
        return digest().hashCode();
    }

    @Override
    public String toString() {
        return "block " + header.height() + " of view " + header.epoch() + "/" + header.view() + " "
                + Codec.brief(digest());
    }
}
