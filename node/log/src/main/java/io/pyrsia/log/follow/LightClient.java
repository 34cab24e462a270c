package io.pyrsia.log.follow;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.log.ConsistencyProof;
import io.pyrsia.log.Hash;
import io.pyrsia.log.LogPath;
import io.pyrsia.log.Tile;
import io.pyrsia.log.Tree;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.log.note.Quorum;
import io.pyrsia.log.note.SignedCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/// Follows a log from what is trusted to its newest checkpoint, believing only what the authorities of the time signed.
///
/// A set of authorities ends with an entry that names the next one, under a checkpoint that the ending set still
/// signs. That hand-off is the only way to a new set: a checkpoint cannot introduce its own signers. But for a
/// recovery: where more authorities were lost than a quorum can do without, the new set signs its own entry, and it is
/// believed only by who has been told to accept the very document that the entry names.
///
/// @param accepted the recovery documents that whoever runs this client has accepted
public record LightClient(AuthorityChanges changes, Quorum witnesses, List<Digest> accepted) {

    /// How many changes of authorities one round follows.
    public static final int MAX_HANDOFFS = 1024;

    private static final LogPath NEWEST = new LogPath.Newest();

    public LightClient {
        accepted = List.copyOf(accepted);
    }

    public LightClient(AuthorityChanges changes, Quorum witnesses) {
        this(changes, witnesses, List.of());
    }

    /// Begins a round.
    public Step follow(Trusted trusted) {
        return new Step.Fetch(trusted, List.of(NEWEST), answers -> {
            Bytes encoded = answers.get(NEWEST);
            if (encoded == null) {
                return new Step.Refused(trusted, Refusal.MISSING, "there is no checkpoint");
            }
            try {
                return newest(trusted, SignedCheckpoint.parse(encoded), MAX_HANDOFFS);
            } catch (Malformed e) {
                return new Step.Refused(trusted, Refusal.MALFORMED, e.reason());
            }
        });
    }

    private Step newest(Trusted trusted, SignedCheckpoint newest, int handoffs) {
        if (!newest.checkpoint().origin().equals(trusted.origin())) {
            return new Step.Refused(
                    trusted,
                    Refusal.OTHER_LOG,
                    "a checkpoint of " + newest.checkpoint().origin());
        }
        try {
            trusted.authorities().policy(trusted.origin(), witnesses).accept(newest);
        } catch (Malformed notTheirs) {
            return handoff(trusted, newest, handoffs, notTheirs.reason());
        }
        return advance(trusted, newest, trusted.authorities(), Step.Arrived::new);
    }

    private Step handoff(Trusted trusted, SignedCheckpoint newest, int handoffs, String notTheirs) {
        if (handoffs == 0) {
            return new Step.Refused(trusted, Refusal.TOO_FAR, "more than " + MAX_HANDOFFS + " changes of authorities");
        }
        LogPath path = new LogPath.Handoff(trusted.authorities().epoch());
        return new Step.Fetch(trusted, List.of(path), answers -> {
            Bytes encoded = answers.get(path);
            if (encoded == null) {
                return new Step.Refused(trusted, Refusal.WRONG_SET, notTheirs + ", and no hand-off is known");
            }
            try {
                LogProof proof = LogProof.parse(encoded);
                Optional<Digest> recovery = changes.recovery(proof.extra());
                if (recovery.isPresent() && !accepted.contains(recovery.get())) {
                    return new Step.Refused(
                            trusted,
                            Refusal.RECOVERY,
                            "it is said that people replaced the"
                                    + " authorities by the recovery document " + recovery.get()
                                    + ", which was not accepted here");
                }
                AuthoritySet next = next(trusted.authorities(), changes.in(proof.extra()));
                AuthoritySet signers = recovery.isPresent() ? next : trusted.authorities();
                proof.verify(Hash.ofEntry(proof.extra()), signers.policy(trusted.origin(), witnesses));
                return advance(
                        trusted, proof.checkpoint(), next, handedOver -> newest(handedOver, newest, handoffs - 1));
            } catch (Malformed e) {
                return new Step.Refused(trusted, Refusal.WRONG_SET, "the hand-off is not valid: " + e.reason());
            }
        });
    }

    private static AuthoritySet next(AuthoritySet now, Optional<AuthoritySet> named) throws Malformed {
        AuthoritySet next = named.orElseThrow(() -> new Malformed("its entry names no authorities"));
        if (next.epoch() != now.epoch() + 1) {
            throw new Malformed("epoch " + next.epoch() + " does not follow epoch " + now.epoch());
        }
        return next;
    }

    /// Takes over a checkpoint with enough signatures once it is shown to go on from the one seen before.
    private static Step advance(
            Trusted trusted, SignedCheckpoint target, AuthoritySet set, Function<Trusted, Step> then) {
        Trusted advanced = trusted.saw(target, set);
        if (trusted.seen().isEmpty()) {
            return then.apply(advanced);
        }
        Checkpoint seen = trusted.seen().get().checkpoint();
        Checkpoint next = target.checkpoint();
        if (next.size() < seen.size()) {
            return new Step.Refused(
                    trusted, Refusal.ROLLBACK, "size " + next.size() + " after " + seen.size() + " was seen");
        }
        if (next.size() == seen.size()) {
            return next.root().equals(seen.root())
                    ? then.apply(advanced)
                    : new Step.Refused(trusted, Refusal.FORK, "two trees of size " + seen.size());
        }
        if (seen.size() == 0) {
            return then.apply(advanced);
        }
        List<LogPath> tiles = tiles(seen.size(), next.size());
        return new Step.Fetch(trusted, tiles, answers -> {
            Optional<Step> refused = check(trusted, seen, next, tiles, answers);
            return refused.orElseGet(() -> then.apply(advanced));
        });
    }

    private static Optional<Step> check(
            Trusted trusted, Checkpoint seen, Checkpoint next, List<LogPath> tiles, SortedMap<LogPath, Bytes> answers) {
        for (LogPath path : tiles) {
            Bytes tile = answers.get(path);
            if (tile == null || tile.size() != path.maxBytes()) {
                return Optional.of(new Step.Refused(trusted, Refusal.MISSING, path.text()));
            }
        }
        Tree tree = new Tree(next.size(), tile -> answered(answers, tile));
        Hash earlier = tree.rootOfFirst(seen.size());
        ConsistencyProof proof = tree.consistency(seen.size());
        if (!proof.proves(earlier, next.root())) {
            return Optional.of(new Step.Refused(
                    trusted, Refusal.WRONG_TILES, "the tiles do not lead to the root of size " + next.size()));
        }
        if (!earlier.equals(seen.root())) {
            return Optional.of(new Step.Refused(
                    trusted, Refusal.FORK, "size " + next.size() + " does not go on from size " + seen.size()));
        }
        return Optional.empty();
    }

    private static Bytes answered(SortedMap<LogPath, Bytes> answers, Tile tile) {
        Bytes hashes = answers.get(new LogPath.Hashes(tile));
        if (hashes == null) {
            throw new IllegalStateException(tile + " was needed and not announced");
        }
        return hashes;
    }

    private static List<LogPath> tiles(long before, long size) {
        return Stream.concat(
                        Tree.tilesForConsistency(before, size).stream(),
                        Tree.tilesForRootOfFirst(before, size).stream())
                .sorted()
                .distinct()
                .<LogPath>map(LogPath.Hashes::new)
                .toList();
    }
}
