package io.pyrsia.ledger.trust;

import java.util.List;

/// How much an artifact can be trusted, as its latest entry says.
public enum Trust {
    /// A quorum of builders, at least two trusted ones among them, made the same.
    VERIFIED,
    /// A trusted node alone vouches for it; it need not be reproducible.
    TRUSTED,
    /// Only regular builders made it.
    UNTRUSTED,
    /// A trusted node disagrees, or builders disagree and nobody settled it.
    DISPUTED,
    /// Withdrawn by the authorities.
    REMOVED;

    /// Their order on the wire.
    public static final List<Trust> ORDER = List.of(VERIFIED, TRUSTED, UNTRUSTED, DISPUTED, REMOVED);

    /// Trusted nodes that must agree before anything is verified.
    public static final int TRUSTED_FOR_VERIFIED = 2;

    /// The level that follows from the evidence, and from nothing else.
    public static Trust of(Evidence evidence) {
        if (evidence.isRemoved()) {
            return REMOVED;
        }
        if (evidence.trustedAgainst() > 0 || evidence.agreeing() == 0) {
            return DISPUTED;
        }
        if (evidence.agreeing() >= evidence.quorum() && evidence.trustedFor() >= TRUSTED_FOR_VERIFIED) {
            return VERIFIED;
        }
        if (evidence.trustedFor() > 0) {
            return TRUSTED;
        }
        boolean isOutvoted = evidence.regularAgainst() > 0 && evidence.agreeing() < evidence.quorum();
        return isOutvoted ? DISPUTED : UNTRUSTED;
    }
}
