package io.pyrsia.consensus;

/// The bounds of everything that consensus reads, holds or sends; the ones on blocks are rules, the same on every node.
public final class Limits {

    /// Fewer authorities tolerate no liar: a set that would shrink below is refused.
    public static final int MIN_AUTHORITIES = 4;

    /// What the signed notes of the log allow as well: a checkpoint holds a signature of every authority.
    public static final int MAX_AUTHORITIES = 100;

    public static final int MAX_TRANSACTION_BYTES = 256 * 1024;
    public static final int MAX_BLOCK_TRANSACTIONS = 8_192;

    /// The transactions of a block with their length prefixes.
    public static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    /// One encoded message: a full block or a chain of blocks with its proof.
    public static final int MAX_MESSAGE_BYTES = 6 * 1024 * 1024;

    /// Headers between a final block and the certificate that made it final.
    public static final int MAX_PROOF_PATH = 1_024;

    /// Blocks in one answer to a follower.
    public static final int MAX_CHAIN_BLOCKS = 256;

    /// Seals in a snapshot's chain.
    public static final int MAX_SEALS = 4_096;

    /// Heights between two claims about the executed state, which is where snapshots can be taken.
    public static final int CHECKPOINT_INTERVAL = 16;

    /// Rule 10: votes count for this many views ahead of the current one.
    static final int VIEW_WINDOW = 16;

    /// Views below the last final one that are kept so that a late contradiction still becomes evidence.
    static final int EVIDENCE_TAIL = 32;

    /// Uncertified candidates kept per view: a second one already convicts the leader.
    static final int CANDIDATES_PER_VIEW = 2;

    /// Messages of one peer whose signatures are being checked.
    static final int CHECKS_PER_PEER = 256;

    /// Rule 9: messages in one standstill round.
    static final int STANDSTILL_MESSAGES = 32;

    /// Certificates in one answer to a peer that lacks some.
    static final int CERTIFICATES_PER_ANSWER = 64;

    /// Answers that one peer gets between two standstill rounds of ours.
    static final int ANSWERS_PER_ROUND = 64;

    /// Blocks handed to the application and not yet applied.
    static final int UNAPPLIED_BLOCKS = 512;

    private Limits() {}
}
