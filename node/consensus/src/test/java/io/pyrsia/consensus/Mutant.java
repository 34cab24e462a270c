package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Known bugs, each of which the simulator must find: one decision of [Rules] is wrong, or the store forgets.
///
/// Mutants exist in the tests' archive only; main code has no way to start one.
public enum Mutant {
    /// A certificate needs a simple majority.
    QUORUM_OF_HALF(new Rules() {
        @Override
        int quorum(AuthoritySet authorities) {
            return authorities.size() / 2 + 1;
        }
    }),
    /// 2f+1, which is a quorum only where n = 3f+1 (commonware #733).
    QUORUM_FOR_3F_PLUS_1(new Rules() {
        @Override
        int quorum(AuthoritySet authorities) {
            return 2 * ((authorities.size() - 1) / 3) + 1;
        }
    }),
    /// A block is voted for although a view between it and its parent was not skipped (ava-labs/simplex #281).
    GAP_WITHOUT_CERTIFICATE(new Rules() {
        @Override
        boolean gapProven(boolean skipped) {
            return true;
        }
    }),
    /// A block is voted for although its parent is not notarised.
    PARENT_WITHOUT_CERTIFICATE(new Rules() {
        @Override
        boolean parentProven(boolean notarised, boolean isFinalTip) {
            return true;
        }
    }),
    /// Every valid block of a view gets a NOTAR vote.
    NOTAR_TWICE(new Rules() {
        @Override
        boolean mayNotar(boolean voted, boolean valid) {
            return valid;
        }

        @Override
        boolean refuses(Statement held, Statement asked) {
            return asked.kind() != Kind.NOTAR && super.refuses(held, asked);
        }
    }),
    /// FINAL is signed for a view that was skipped.
    FINAL_AFTER_SKIP(new Rules() {
        @Override
        boolean mayFinalise(boolean notarised, boolean valid, boolean skipVoted) {
            return notarised && valid;
        }

        @Override
        boolean refuses(Statement held, Statement asked) {
            return held.kind() != Kind.SKIP && super.refuses(held, asked);
        }
    }),
    /// SKIP is signed for a view that was finalised.
    SKIP_AFTER_FINAL(new Rules() {
        @Override
        boolean maySkip(boolean finalVoted) {
            return true;
        }

        @Override
        boolean refuses(Statement held, Statement asked) {
            return asked.kind() != Kind.SKIP && super.refuses(held, asked);
        }
    }),
    /// Rows of the vote table go once their view is left, not once it is final (ava-labs/simplex #280, #290).
    VOTES_COLLECTED_EARLY(new Rules() {
        @Override
        long forgettable(long finalView, long currentView) {
            return currentView - 1;
        }
    }),
    /// A vote leaves before it is durable.
    SEND_BEFORE_PERSIST(new Rules() {
        @Override
        boolean mustSync(Entry entry) {
            return false;
        }
    }),
    /// The vote table is empty after a restart.
    VOTES_FORGOTTEN_AT_RESTART(Rules.STRICT) {
        // NullAway does not see in a class file that a nested type of a record's component is nullable.
        @SuppressWarnings("NullAway")
        @Override
        Recovered remembered(Recovered recovered) {
            return new Recovered(
                    recovered.birth(),
                    List.of(),
                    recovered.candidates(),
                    recovered.certificates(),
                    recovered.last(),
                    recovered.applied(),
                    recovered.checkpoints(),
                    recovered.seals());
        }
    },
    /// Certificates held are lost at a restart, and with them the only proof that a final vote was justified.
    CERTIFICATES_FORGOTTEN_AT_RESTART(Rules.STRICT) {
        // NullAway does not see in a class file that a nested type of a record's component is nullable.
        @SuppressWarnings("NullAway")
        @Override
        Recovered remembered(Recovered recovered) {
            return new Recovered(
                    recovered.birth(),
                    recovered.votes(),
                    List.of(),
                    List.of(),
                    recovered.last(),
                    recovered.applied(),
                    recovered.checkpoints(),
                    recovered.seals());
        }
    },
    /// An own vote does not count after a restart (commonware #4275).
    OWN_VOTES_NOT_RECOUNTED(new Rules() {
        @Override
        boolean recounts(Vote own) {
            return false;
        }
    }),
    /// A node that lost its store votes again with its old key.
    WIPED_NODE_VOTES(new Rules() {
        @Override
        boolean mayVote(Entry.@Nullable Birth birth, NodeId self, long epoch) {
            return true;
        }
    }),
    /// A view counts as cleared only once it is skipped: one that is notarised and neither skipped nor final holds
    /// everybody up.
    CLEARED_BY_SKIP_ONLY(new Rules() {
        @Override
        boolean clears(boolean skipped, boolean notarised, boolean valid) {
            return skipped;
        }
    }),
    /// The time-out grows without end (Besu #7642).
    UNCAPPED_TIMEOUT(new Rules() {
        @Override
        long timeoutMs(long baseMs, long viewsSinceFinal, long capMs) {
            return super.timeoutMs(baseMs, viewsSinceFinal, 1L << 40);
        }
    }),
    /// Every leader is taken for silent.
    NEVER_WAITS(new Rules() {
        @Override
        boolean isSilent(long lastHeard, int heardOthers, long view, AuthoritySet authorities) {
            return true;
        }
    }),
    /// Empty blocks are made when nothing needs them.
    NEVER_RESTS(new Rules() {
        @Override
        boolean mayProposeEmpty(boolean parentIsFinal) {
            return true;
        }
    }),
    /// Nothing is sent again.
    NEVER_RESENDS(new Rules() {
        @Override
        int standstillMessages() {
            return 0;
        }
    }),
    /// A chain is asked for once; when it does not come, the node waits for ever (bft-smart #27).
    ASKS_ONCE(new Rules() {
        @Override
        boolean asksAgain() {
            return false;
        }
    }),
    /// A set takes over when one of its members is ready.
    READY_TOO_SOON(new Rules() {
        @Override
        boolean isReady(int approvals, AuthoritySet next) {
            return approvals >= 1;
        }
    }),
    /// Votes of an epoch that is over count in the next one (ava-labs/simplex #543).
    STALE_EPOCH_COUNTS(new Rules() {
        @Override
        boolean countsIn(long epoch, long currentEpoch) {
            return epoch <= currentEpoch;
        }
    }),
    /// Two conflicting votes are seen and nobody is told.
    SILENT_WITNESS(new Rules() {
        @Override
        boolean convicts(Evidence evidence) {
            return false;
        }
    });

    // Rules have no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Rules rules;

    Mutant(Rules rules) {
        this.rules = rules;
    }

    /// Like [State#start], with the bug.
    public State start(Genesis genesis, Config config, @Nullable Signer signer, Recovered recovered) {
        return State.start(genesis, config, signer, remembered(recovered), rules);
    }

    Recovered remembered(Recovered recovered) {
        return recovered;
    }
}
