package io.pyrsia.ledger.transaction;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.ledger.codec.Fields;
import java.nio.charset.StandardCharsets;
import org.apache.tuweni.bytes.Bytes;

/// A transaction with its author, the author's running number against replay, and the author's signature.
///
/// The signature is over domain ‖ network ‖ content, so it counts in one network only; it is not part of the name.
public record SignedTransaction(NodeId author, long sequence, Transaction transaction, Bytes signature) {

    public static final int MAX_BYTES = 65_535;

    private static final int VERSION = 1;
    private static final Bytes DOMAIN = Bytes.wrap("pyrsia/transaction/1\0".getBytes(StandardCharsets.UTF_8));

    public SignedTransaction {
        if (signature.size() != PublicKey.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("a signature has " + PublicKey.SIGNATURE_BYTES + " bytes");
        }
    }

    public static SignedTransaction sign(NetworkId network, PrivateKey key, long sequence, Transaction transaction) {
        NodeId author = key.publicKey().id();
        Bytes message = message(network, content(author, sequence, transaction));
        return new SignedTransaction(author, sequence, transaction, key.sign(message));
    }

    /// What is signed, and what the transaction's name is the hash of.
    public Bytes message(NetworkId network) {
        return message(network, content(author, sequence, transaction));
    }

    public Bytes encode() {
        Bytes content = content(author, sequence, transaction);
        if (content.size() + signature.size() > MAX_BYTES) {
            throw new IllegalArgumentException("a transaction larger than " + MAX_BYTES + " bytes");
        }
        return Bytes.concatenate(content, signature);
    }

    public static SignedTransaction decode(Bytes encoded) throws Malformed {
        if (encoded.size() > MAX_BYTES) {
            throw new Malformed("a transaction of " + encoded.size() + " bytes, the limit is " + MAX_BYTES);
        }
        ByteReader in = new ByteReader(encoded);
        int version = in.u8();
        if (version != VERSION) {
            throw new Malformed("transactions of version " + version + " are unknown");
        }
        SignedTransaction signed = new SignedTransaction(
                Fields.readNode(in), in.u64(), Transaction.CODEC.read(in), Fields.bytes(in, PublicKey.SIGNATURE_BYTES));
        in.end();
        return signed;
    }

    private static Bytes content(NodeId author, long sequence, Transaction transaction) {
        ByteWriter out = new ByteWriter().u8(VERSION).bytes(author.key()).u64(sequence);
        Transaction.CODEC.write(transaction, out);
        return out.toBytes();
    }

    private static Bytes message(NetworkId network, Bytes content) {
        ByteWriter out = new ByteWriter().bytes(DOMAIN);
        Fields.writeText(network.name(), out);
        return out.bytes(content).toBytes();
    }
}
