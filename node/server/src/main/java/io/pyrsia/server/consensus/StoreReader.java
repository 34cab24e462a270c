package io.pyrsia.server.consensus;

import io.pyrsia.base.Malformed;
import io.pyrsia.consensus.AppliedBlock;
import io.pyrsia.consensus.Block;
import io.pyrsia.consensus.Certificate;
import io.pyrsia.consensus.Checkpoint;
import io.pyrsia.consensus.DamagedStore;
import io.pyrsia.consensus.Entry;
import io.pyrsia.consensus.Header;
import io.pyrsia.consensus.Recovered;
import io.pyrsia.consensus.SealProof;
import io.pyrsia.consensus.StoreCodec;
import io.pyrsia.consensus.StoredSnapshot;
import io.pyrsia.consensus.Vote;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Page;
import io.pyrsia.storage.Row;
import io.pyrsia.storage.Scan;
import io.pyrsia.storage.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Reads what [RocksStore] wrote; a value that is not what was written is [DamagedStore].
final class StoreReader {

    private static final int PAGE_ROWS = 256;

    /// Turns a stored value into what it stands for.
    private interface Form<T> {
        T read(Bytes stored) throws Malformed;
    }

    private final View view;

    StoreReader(View view) {
        this.view = view;
    }

    /// Finds the rows of views that were not forgotten.
    void restore(LiveRows live) {
        each(Column.VOTES, StoreKeys.VOTES, row -> {
            Vote vote = decode(row.value(), StoreCodec::vote);
            live.add(Position.of(vote.statement()), Column.VOTES, row.key());
        });
        each(Column.VOTES, StoreKeys.CERTIFICATES, row -> {
            Certificate certificate = decode(row.value(), StoreCodec::certificate);
            live.add(Position.of(certificate.statement()), Column.VOTES, row.key());
        });
        for (Block block : candidates()) {
            Bytes body = StoreKeys.body(block);
            live.add(Position.of(block), Column.BLOCKS, StoreKeys.candidate(block));
            live.add(Position.of(block), Column.BLOCKS, body);
            AppliedBlock applied = applied(block.height());
            if (applied != null && applied.digest().equals(block.digest())) {
                live.commit(Position.of(block), body);
            }
        }
    }

    // NullAway does not see in a class file that a nested type of a record's component is nullable.
    @SuppressWarnings("NullAway")
    Recovered recover() {
        List<Vote> votes = new ArrayList<>();
        each(Column.VOTES, StoreKeys.VOTES, row -> votes.add(decode(row.value(), StoreCodec::vote)));
        List<Certificate> certificates = new ArrayList<>();
        each(
                Column.VOTES,
                StoreKeys.CERTIFICATES,
                row -> certificates.add(decode(row.value(), StoreCodec::certificate)));
        Executed last = lastExecuted();
        return new Recovered(
                birth(),
                votes,
                candidates(),
                certificates,
                last == null ? null : last.header(),
                last == null ? null : last.applied(),
                last == null ? List.of() : Checkpoint.open(last.header(), this::appliedAt),
                seals());
    }

    private Entry.@Nullable Birth birth() {
        Bytes stored = view.get(Column.VOTES, StoreKeys.BIRTH);
        return stored == null ? null : decode(stored, StoreCodec::birth);
    }

    private record Executed(Header header, AppliedBlock applied) {}

    /// The newest of the committed blocks and the installed snapshot.
    private @Nullable Executed lastExecuted() {
        Entry.Committed last = lastCommitted();
        StoredSnapshot snapshot = snapshot();
        if (snapshot != null
                && (last == null || last.block().height() < snapshot.base().height())) {
            return new Executed(snapshot.base(), snapshot.applied());
        }
        return last == null ? null : new Executed(last.block().header(), last.applied());
    }

    private @Nullable AppliedBlock appliedAt(long height) {
        AppliedBlock applied = applied(height);
        StoredSnapshot snapshot = applied == null ? snapshot() : null;
        return snapshot != null && snapshot.base().height() == height ? snapshot.applied() : applied;
    }

    /// Those that a snapshot overtook are left out.
    private List<Block> candidates() {
        StoredSnapshot snapshot = snapshot();
        long overtaken = snapshot == null ? 0 : snapshot.base().height();
        List<Block> candidates = new ArrayList<>();
        each(Column.BLOCKS, StoreKeys.CANDIDATES, row -> {
            Bytes digest = row.key().slice(row.key().size() - 32);
            long height = row.value().toLong();
            if (height > overtaken) {
                candidates.add(body(height, digest));
            }
        });
        return candidates;
    }

    private Block body(long height, Bytes digest) {
        Bytes stored = view.get(Column.BLOCKS, StoreKeys.body(height, digest));
        if (stored == null) {
            throw new DamagedStore("the block " + digest + " of height " + height + " is missing");
        }
        return decode(stored, StoreCodec::block);
    }

    private @Nullable AppliedBlock applied(long height) {
        Bytes execution = view.get(Column.BLOCKS, StoreKeys.numbered(StoreKeys.COMMITTED, height));
        return execution == null ? null : decode(execution, StoreCodec::applied);
    }

    private Entry.@Nullable Committed lastCommitted() {
        List<Row> rows = view.scan(
                        Column.BLOCKS, Scan.prefix(StoreKeys.COMMITTED, 1).reversed())
                .rows();
        return rows.isEmpty() ? null : committed(rows.getFirst().value());
    }

    Entry.@Nullable Committed committed(long height) {
        Bytes execution = view.get(Column.BLOCKS, StoreKeys.numbered(StoreKeys.COMMITTED, height));
        return execution == null ? null : committed(execution);
    }

    private Entry.Committed committed(Bytes execution) {
        AppliedBlock applied = decode(execution, StoreCodec::applied);
        Block block = body(applied.height(), applied.digest());
        return decode(execution, stored -> StoreCodec.committed(stored, block));
    }

    List<SealProof> seals() {
        List<SealProof> seals = new ArrayList<>();
        each(Column.BLOCKS, StoreKeys.SEALS, row -> seals.add(decode(row.value(), StoreCodec::seal)));
        return seals;
    }

    @Nullable
    StoredSnapshot snapshot() {
        Bytes head = view.get(Column.BLOCKS, StoreKeys.SNAPSHOT);
        if (head == null) {
            return null;
        }
        List<Bytes> parts = new ArrayList<>();
        each(Column.BLOCKS, StoreKeys.STATE, row -> parts.add(row.value()));
        Bytes state = Bytes.concatenate(parts.toArray(Bytes[]::new));
        return decode(head, stored -> StoreCodec.snapshot(stored, state));
    }

    private void each(Column column, Bytes prefix, Consumer<Row> use) {
        Optional<Scan> next = Optional.of(Scan.prefix(prefix, PAGE_ROWS));
        while (next.isPresent()) {
            Page page = view.scan(column, next.get());
            page.rows().forEach(use);
            next = page.next();
        }
    }

    private static <T> T decode(Bytes stored, Form<T> form) {
        try {
            return form.read(stored);
        } catch (Malformed e) {
            throw new DamagedStore("a value of consensus in the store is damaged: " + e.reason());
        }
    }
}
