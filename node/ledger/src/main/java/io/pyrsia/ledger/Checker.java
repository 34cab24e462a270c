package io.pyrsia.ledger;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.SignedTransaction;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.ledger.vrf.Ecvrf;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// The checks of a transaction that need no state: form, signature and random proof.
///
/// It has no state of its own, so a runtime checks a batch on many threads before the block is applied on one.
public final class Checker {

    private final NetworkId network;
    private final SignatureCheck signatures;

    public Checker(NetworkId network, SignatureCheck signatures) {
        this.network = network;
        this.signatures = signatures;
    }

    public Checked check(Bytes encoded) {
        SignedTransaction signed;
        try {
            signed = SignedTransaction.decode(encoded);
        } catch (Malformed e) {
            return new Checked.Unsound(Reason.MALFORMED);
        }
        Bytes message = signed.message(network);
        if (!signatures.isValid(signed.author(), message, signed.signature())) {
            return new Checked.Unsound(Reason.BAD_SIGNATURE);
        }
        Optional<Bytes> output = output(signed);
        if (output.isEmpty()) {
            return new Checked.Unsound(Reason.BAD_PROOF);
        }
        return new Checked.Sound(
                Id.of(message), signed.author(), signed.sequence(), signed.transaction(), output.get());
    }

    private Optional<Bytes> output(SignedTransaction signed) {
        if (!(signed.transaction() instanceof Transaction.Draw draw)) {
            return Optional.of(Bytes.EMPTY);
        }
        try {
            PublicKey key = PublicKey.parse(signed.author().key());
            Bytes input = Transaction.Draw.input(network, draw.request(), draw.round(), draw.seed());
            return Ecvrf.verify(key, input, draw.proof());
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
