package io.pyrsia.ledger.trust;

/// Who made the same artifact and who made another, trusted and regular nodes counted apart.
///
/// A registry's observation is one trusted node for it. Who could not build, or kept silent, is not counted.
public record Evidence(
        boolean isRemoved, int quorum, int trustedFor, int regularFor, int trustedAgainst, int regularAgainst) {

    public Evidence {
        if (quorum < 1 || trustedFor < 0 || regularFor < 0 || trustedAgainst < 0 || regularAgainst < 0) {
            throw new IllegalArgumentException("counts are not negative and a quorum is at least one");
        }
    }

    public int agreeing() {
        return trustedFor + regularFor;
    }

    /// One trusted node's word.
    public static Evidence ofObservation() {
        return new Evidence(false, 1, 1, 0, 0, 0);
    }
}
