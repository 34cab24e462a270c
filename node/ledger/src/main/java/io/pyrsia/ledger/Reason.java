package io.pyrsia.ledger;

/// Why a transaction is rejected, in one sentence that its author understands.
public enum Reason {
    MALFORMED("the bytes are no transaction"),
    BAD_SIGNATURE("the signature is not the author's for this network"),
    BAD_PROOF("the random share is not proven by the author's key"),

    UNKNOWN_AUTHOR("the author has no role in this network"),
    KEY_REVOKED("the key is revoked"),
    REPLAYED("the author used this number before"),
    TOO_OLD("the number is too far behind the author's highest"),
    TOO_FAR_AHEAD("the number is too far above the author's highest"),

    NOT_AN_AUTHORITY("only an authority may do this"),
    PROPOSAL_EXISTS("the same proposal is open: endorse it"),
    UNKNOWN_PROPOSAL("no such proposal is open"),
    ALREADY_ENDORSED("the author endorsed this before"),
    TOO_MANY_PROPOSALS("too many proposals are open"),
    TOO_MANY_OWN_PROPOSALS("too many of the author's proposals are open"),
    EPOCH_SEALED("the authorities change at the end of this block: try again in the next"),
    ALREADY_AUTHORITY("the node is an authority"),
    NO_SUCH_AUTHORITY("the node is no authority"),
    LAST_AUTHORITY("a network cannot lose its last authority"),
    TOO_FEW_AUTHORITIES("a network keeps four authorities: add or rotate one first"),
    TOO_MANY_AUTHORITIES("the network has as many authorities as it may"),
    TARGET_REVOKED("the key that this is about is revoked"),
    TOO_MANY_MEMBERS("the network has as many members as it may"),
    ALREADY_REGISTRY("the node is a trusted registry"),
    NO_SUCH_REGISTRY("the node is no trusted registry"),
    TOO_MANY_REGISTRIES("the network has as many trusted registries as it may"),

    ALREADY_BUILDER("the node is a builder"),
    NO_SUCH_BUILDER("the node is no builder"),
    BUILDER_SUSPENDED("the builder is suspended"),
    TOO_MANY_BUILDERS("the network has as many builders as it may"),
    TOO_MANY_SPONSORED("the authority vouches for as many builders as it may"),
    NO_SUCH_MEMBER("the key has no role to lose"),

    NOT_A_PUBLISHER("only an authority or a certified builder may publish recipes"),
    RECIPE_EXISTS("the version has a recipe: supersede it"),
    NO_SUCH_RECIPE("the version has no recipe"),
    RECIPE_MOVED_ON("the recipe is not the one that the author wants to replace"),
    SAME_RECIPE("the recipe is the one that is there"),
    TOO_MANY_RECIPES("the network has as many recipes as it may"),

    ALREADY_REQUESTED("the version is being built"),
    ALREADY_VERIFIED("the version is verified with its current recipe"),
    ARTIFACT_REMOVED("the version or file was removed"),
    TOO_MANY_ATTEMPTS("the version was tried as often as it may be, until its recipe changes or time has passed"),
    NO_BUILDERS("the network has no builders"),
    TOO_MANY_REQUESTS("too many builds are open"),
    TOO_MANY_OWN_REQUESTS("too many of the author's builds are open"),
    TOO_MANY_ARTIFACTS("the network has as many artifacts as it may"),

    UNKNOWN_REQUEST("no such build is open"),
    WRONG_PHASE("the build is not waiting for this"),
    WRONG_ROUND("the build is in another round"),
    WRONG_SEED("the share is for another block"),
    NOT_YOUR_TURN("other authorities give their shares first"),
    ALREADY_DREW("the author gave its share"),
    NOT_SEATED("the author does not sit in this round's committee"),
    NOT_AN_ACTIVE_BUILDER("the author is no builder or is suspended"),
    NOT_ASKED("nobody asked whether the author is at work"),
    ALREADY_COMMITTED("the author has committed"),
    ALREADY_REVEALED("the author has revealed"),
    REVEAL_DIFFERS("this is not what the author committed to"),

    NOT_A_REGISTRY("only a trusted registry may observe"),
    FROM_THE_FUTURE("the observation is later than the block"),
    NAME_IS_FIXED("versions of this kind of package do not move"),
    ALREADY_KNOWN("the network knows this"),
    ALREADY_DISPUTED("the artifact is disputed"),
    VERDICT_EXISTS("builders have agreed on other bytes for this name"),

    NO_SUCH_ARTIFACT("the network knows no such artifact"),
    TOO_MANY_FILES("the version has too many files to remove at once: remove them one by one"),

    NOTHING_DUE("nothing was due");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    /// The reason in words.
    public String sentence() {
        return sentence;
    }

    Outcome rejected() {
        return new Outcome.Rejected(this);
    }
}
