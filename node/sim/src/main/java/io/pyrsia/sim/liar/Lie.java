package io.pyrsia.sim.liar;

/// The ways of lying.
public enum Lie {
    EQUIVOCATOR,
    CONFLICTING_VOTER,
    IMPERSONATOR,
    CENSOR,
    NULLER,
    STALE_REPLAYER,
    BYTE_MUTATOR,
    SPLIT_CERTIFICATES,
    STALE_PARENT,
    ORPHAN_MAKER,
    FIRST_TWIN,
    SECOND_TWIN;

    public Liar with(Mouth mouth) {
        return switch (this) {
            case EQUIVOCATOR -> new Equivocator(mouth);
            case CONFLICTING_VOTER -> new ConflictingVoter(mouth);
            case IMPERSONATOR -> new Impersonator(mouth);
            case CENSOR -> new Censor(mouth);
            case NULLER -> new Nuller(mouth);
            case STALE_REPLAYER -> new StaleReplayer(mouth);
            case BYTE_MUTATOR -> new ByteMutator(mouth);
            case SPLIT_CERTIFICATES -> new SplitCertificateMaker(mouth);
            case STALE_PARENT -> new StaleParent(mouth);
            case ORPHAN_MAKER -> new OrphanMaker(mouth);
            case FIRST_TWIN -> new Twin(mouth, true);
            case SECOND_TWIN -> new Twin(mouth, false);
        };
    }
}
