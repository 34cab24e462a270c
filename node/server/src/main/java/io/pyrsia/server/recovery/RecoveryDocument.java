package io.pyrsia.server.recovery;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Rescue;
import io.pyrsia.ledger.Recovery;
import io.pyrsia.log.Hash;
import io.pyrsia.log.note.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// What the operators who are left agree on: the state from which the network goes on, who its authorities are then,
/// and why.
///
/// Its canonical form ([RecoveryJson]) is the content of the block that ends the old epoch, and the digest of
/// that form is what an operator accepts.
///
/// @param base the last final block
/// @param stateRoot the ledger's state after it
/// @param log the log's size and root in that state, under the log's origin
/// @param survivors the authorities who sign
public record RecoveryDocument(
        NetworkId network,
        Rescue.Base base,
        Bytes32 stateRoot,
        Checkpoint log,
        long timeMs,
        List<NodeId> authorities,
        List<NodeId> survivors,
        String reason) {

    private static final String SIGNED = "pyrsia/recovery/1\0";

    public RecoveryDocument {
        authorities = authorities.stream().sorted().toList();
        survivors = survivors.stream().sorted().toList();
    }

    /// Checks what the types do not.
    public RecoveryDocument checked() throws Malformed {
        AuthoritySet.of(authorities);
        if (survivors.isEmpty() || new TreeSet<>(survivors).size() != survivors.size()) {
            throw new Malformed("a recovery is signed by survivors, each of whom is named once");
        }
        if (reason.isBlank() || reason.length() > Recovery.MAX_REASON_CHARACTERS) {
            throw new Malformed("a recovery has a reason of at most " + Recovery.MAX_REASON_CHARACTERS + " characters");
        }
        return this;
    }

    public Digest digest() {
        return Digest.sha256(RecoveryJson.write(this));
    }

    /// What each survivor signs.
    Bytes signedText() {
        return Bytes.concatenate(Bytes.wrap(SIGNED.getBytes(StandardCharsets.US_ASCII)), digest().value());
    }

    /// The block that ends the epoch on nodes whose operators accepted this.
    public Block block() {
        try {
            return Rescue.block(base, AuthoritySet.of(authorities), RecoveryJson.write(this));
        } catch (Malformed e) {
            throw new IllegalStateException("a checked document: " + e.reason(), e);
        }
    }

    /// What it does to the ledger.
    public Recovery ledger() {
        return new Recovery(digest(), authorities, survivors, reason, timeMs);
    }

    static Checkpoint checkpoint(String origin, long size, Bytes root) throws Malformed {
        try {
            return new Checkpoint(origin, size, Hash.of(root));
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
    }
}
