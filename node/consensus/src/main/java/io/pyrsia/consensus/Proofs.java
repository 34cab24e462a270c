package io.pyrsia.consensus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parts of checking a proof that need no key: its shape, and which signatures are to be checked. Followers use it
/// to go from a set they trust to the newest one, along the chain of seals (rule 12).
public final class Proofs {

    private Proofs() {}

    /// Whether a certificate has enough signers and none from outside the set.
    static boolean isShaped(Certificate certificate, AuthoritySet authorities, Rules rules) {
        List<Vote> votes = certificate.votes();
        return votes.size() >= rules.quorum(authorities)
                && votes.get(votes.size() - 1).signer() < authorities.size();
    }

    /// Whether a seal's readiness is about that very seal and approved by enough of the next set.
    static boolean isShaped(Seal seal, long epoch, Rules rules) {
        Statement ready = seal.ready().statement();
        List<Vote> votes = seal.ready().votes();
        return ready.equals(Sealing.statement(epoch + 1, seal.decidedAt()))
                && rules.isReady(votes.size(), seal.next())
                && votes.get(votes.size() - 1).signer() < seal.next().size();
    }

    static List<SignatureCheck> checks(Domain domain, Certificate certificate) {
        return certificate.votes().stream().map(domain::check).toList();
    }

    /// The epoch that a seal opens, given the one that it ends, or `null` where the proof does not hold together. The
    /// signatures to be checked are added to `checks`.
    public static @Nullable Epoch follow(Genesis genesis, Epoch epoch, SealProof proof, List<SignatureCheck> checks) {
        Header header = proof.header();
        Seal seal = header.seal();
        if (seal == null || header.epoch() != epoch.number() || header.height() <= epoch.baseHeight()) {
            return null;
        }
        if (!genesis.accepts(header)) {
            if (!holds(epoch, header, proof.proof())) {
                return null;
            }
            checks.addAll(checks(
                    new Domain(genesis.network(), epoch.authorities()),
                    proof.proof().certificate()));
        }
        return epoch.next(seal.next(), header.height(), header.digest());
    }

    /// The epoch of a snapshot's base, given one that is trusted, or `null` where the snapshot does not hold together.
    static @Nullable Epoch epochOf(Genesis genesis, Epoch trusted, Snapshot snapshot, List<SignatureCheck> checks) {
        Epoch at = trusted;
        Epoch base = trusted.number() == snapshot.base().epoch() ? trusted : null;
        for (SealProof seal : snapshot.seals()) {
            if (seal.header().epoch() < trusted.number()) {
                continue;
            }
            at = follow(genesis, at, seal, checks);
            if (at == null) {
                return null;
            }
            base = at.number() == snapshot.base().epoch() ? at : base;
        }
        Header witness = snapshot.witness();
        if (base == null
                || witness.epoch() != at.number()
                || witness.executedHeight() != snapshot.base().height()
                || !witness.executedRoot().equals(snapshot.executedRoot())
                || !holds(at, witness, snapshot.proof())) {
            return null;
        }
        checks.addAll(checks(
                new Domain(genesis.network(), at.authorities()),
                snapshot.proof().certificate()));
        Seal seal = snapshot.base().seal();
        return seal == null
                ? base
                : base.next(
                        seal.next(), snapshot.base().height(), snapshot.base().digest());
    }

    static List<SignatureCheck> checks(Genesis genesis, Epoch trusted, Snapshot snapshot) {
        List<SignatureCheck> checks = new ArrayList<>();
        if (epochOf(genesis, trusted, snapshot, checks) == null) {
            throw new IllegalStateException("a snapshot is admitted before its signatures are listed");
        }
        return checks;
    }

    private static boolean holds(Epoch epoch, Header header, FinalProof proof) {
        return proof.connects(header) && isShaped(proof.certificate(), epoch.authorities(), Rules.STRICT);
    }
}
