package io.pyrsia.consensus;

import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The only way to this node's key: a table of what it signed, keyed by epoch, view and kind, that refuses conflicts
/// and gives back the stored signature when asked again.
///
/// Owned by the [State]. Rows stay until their view is final.
final class VoteTable {

    private record Key(long epoch, long view, Kind kind) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparingLong(Key::epoch)
                .thenComparingLong(Key::view)
                .thenComparing(Key::kind);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final @Nullable Signer signer;
    private final Entry.@Nullable Birth birth;
    private final Rules rules;
    private final NavigableMap<Key, Vote> rows = new TreeMap<>();

    VoteTable(@Nullable Signer signer, Entry.@Nullable Birth birth, Rules rules) {
        this.signer = signer;
        this.birth = birth;
        this.rules = rules;
    }

    /// This node's place among the authorities, −1 for one that only follows or must stay silent in that epoch.
    int place(AuthoritySet authorities, long epoch) {
        return signer == null || !rules.mayVote(birth, signer.id(), epoch) ? -1 : authorities.place(signer.id());
    }

    @Nullable
    Vote row(long epoch, long view, Kind kind) {
        return rows.get(new Key(epoch, view, kind));
    }

    boolean has(long epoch, long view, Kind kind) {
        return row(epoch, view, kind) != null;
    }

    /// The signature on a statement; `isNew` tells whether it must be made durable first.
    Signed sign(Statement statement, Domain domain, int place) {
        Vote held = row(statement.epoch(), statement.view(), statement.kind());
        if (held != null && held.statement().equals(statement)) {
            return new Signed(held, false);
        }
        for (Kind kind : Kind.values()) {
            Vote other = row(statement.epoch(), statement.view(), kind);
            if (other != null && rules.refuses(other.statement(), statement)) {
                throw new IllegalStateException("refused to sign " + statement + " after " + other.statement());
            }
        }
        if (signer == null || place < 0) {
            throw new IllegalStateException("a node without a vote was asked to sign " + statement);
        }
        Vote vote = new Vote(statement, place, signer.sign(domain.text(statement)));
        restore(vote);
        return new Signed(vote, true);
    }

    void restore(Vote vote) {
        Statement statement = vote.statement();
        rows.put(new Key(statement.epoch(), statement.view(), statement.kind()), vote);
    }

    void forget(long epoch, long view) {
        rows.headMap(new Key(epoch, view, Kind.READY), true).clear();
    }

    record Signed(Vote vote, boolean isNew) {}
}
