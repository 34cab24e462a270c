package io.pyrsia.ledger;

import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.json.Json;
import io.pyrsia.ledger.entry.AuthoritySet;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.state.Account;
import io.pyrsia.ledger.state.Due;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Member;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.state.Tables;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.log.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A state while a block changes it. One call of [Ledger#apply] owns it; rules change it and may be undone, which
/// costs nothing because all that it holds is immutable.
final class Draft {

    private final State before;
    private final long height;
    private final long timeMs;
    private final Bytes blockDigest;
    private final List<Entry> entries = new ArrayList<>();
    private Tables tables;
    private AuthoritySet authorities;
    private int settled;

    /// What a rejected transaction goes back to.
    record Mark(Tables tables, AuthoritySet authorities, int entries) {}

    Draft(State before, Block block) {
        if (block.height() != before.height() + 1) {
            throw new IllegalArgumentException("block " + block.height() + " after " + before.height());
        }
        this.before = before;
        this.height = block.height();
        this.timeMs = Math.min(Math.max(block.timeMs(), before.timeMs()), Json.MAX_INTEGER / 2);
        this.blockDigest = block.digest();
        this.tables = before.tables();
        this.authorities = before.authorities();
    }

    Mark mark() {
        return new Mark(tables, authorities, entries.size());
    }

    void undo(Mark mark) {
        tables = mark.tables;
        authorities = mark.authorities;
        entries.subList(mark.entries, entries.size()).clear();
    }

    NetworkId network() {
        return before.network();
    }

    Parameters parameters() {
        return before.parameters();
    }

    Limits limits() {
        return before.limits();
    }

    long timeMs() {
        return timeMs;
    }

    Bytes blockDigest() {
        return blockDigest;
    }

    AuthoritySet authorities() {
        return authorities;
    }

    /// Whether a change in this block has sealed the epoch already.
    boolean isSealed() {
        return authorities.epoch() != before.authorities().epoch();
    }

    void seal(List<NodeId> nodes) {
        authorities = new AuthoritySet(authorities.epoch() + 1, nodes);
    }

    /// How many things that were due this block has settled.
    int settled() {
        return settled;
    }

    void countSettled() {
        settled++;
    }

    <V> @Nullable V get(Table<V> table, Bytes key) {
        return tables.get(table, key);
    }

    /// A row that other rows say is there.
    <V> V require(Table<V> table, Bytes key) {
        V value = tables.get(table, key);
        if (value == null) {
            throw new IllegalStateException("a row is missing: " + key);
        }
        return value;
    }

    <V> void put(Table<V> table, Bytes key, V value) {
        tables = tables.put(table, key, value);
    }

    <V> void remove(Table<V> table, Bytes key) {
        tables = tables.remove(table, key);
    }

    int size(Table<?> table) {
        return tables.rows(table).size();
    }

    Tables tables() {
        return tables;
    }

    Member member(NodeId node) {
        Member member = get(Table.MEMBERS, node.key());
        return member == null ? Member.NOBODY : member;
    }

    Account account(NodeId node) {
        Account account = get(Table.ACCOUNTS, node.key());
        return account == null ? Account.NEW : account;
    }

    void schedule(Due due) {
        put(Table.DUE, due.key(), true);
    }

    void cancel(Due due) {
        remove(Table.DUE, due.key());
    }

    /// Appends an entry; its name is what caused it and its place in the log.
    void publish(Id cause, Content content) {
        long index = before.log().size() + entries.size();
        entries.add(new Entry(cause + "/" + index, timeMs, height, content));
    }

    /// How many entries the block has so far.
    int entries() {
        return entries.size();
    }

    Applied finish(List<Outcome> outcomes, List<Integer> entriesAfter) {
        List<Bytes> encoded = entries.stream().map(Entry::encode).toList();
        Appended log = before.log().appendEntries(encoded);
        State after = new State(
                before.network(),
                before.parameters(),
                before.limits(),
                height,
                timeMs,
                authorities,
                log.edge(),
                tables);
        Optional<AuthoritySet> sealed = isSealed() ? Optional.of(authorities) : Optional.empty();
        return new Applied(after, entries, encoded, log, outcomes, entriesAfter, sealed);
    }
}
