package io.pyrsia.server.build;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.storage.Batch;
import io.pyrsia.storage.Column;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.Row;
import io.pyrsia.storage.Scan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// This node's answers to open builds, in its store: an answer is on disk before anything is said of it, and never
/// replaced. Safe for use by many threads.
final class Answers {

    /// A node sits in fewer open builds at a time than there can be in the network.
    private static final int MAX_ROWS = 1_000;

    private static final Bytes PREFIX = Bytes.wrap("build/answer/".getBytes(StandardCharsets.US_ASCII));

    private final Database database;
    /// The rounds that have one, read once.
    private final Set<Round> answered = ConcurrentHashMap.newKeySet();

    Answers(Database database) {
        this.database = database;
        for (Row row : database.scan(Column.META, Scan.prefix(PREFIX, MAX_ROWS)).rows()) {
            answered.add(read(row.value()).round());
        }
    }

    Optional<Answer> find(Round round) {
        @Nullable Bytes stored = database.get(Column.META, key(round));
        return stored == null ? Optional.empty() : Optional.of(read(stored));
    }

    /// Whether it was stored; the first answer to a round stays.
    synchronized boolean add(Answer answer) {
        if (find(answer.round()).isPresent()) {
            return false;
        }
        database.commit(new Batch().put(Column.META, key(answer.round()), Fields.encode(Answer.CODEC, answer)));
        answered.add(answer.round());
        return true;
    }

    /// Forgets the answers that nobody will ask for any more.
    synchronized void forget(Predicate<Round> isOver) {
        List<Round> over = answered.stream().filter(isOver).toList();
        if (!over.isEmpty()) {
            Batch batch = new Batch();
            over.forEach(round -> batch.delete(Column.META, key(round)));
            database.write(batch);
            over.forEach(answered::remove);
        }
    }

    private Answer read(Bytes stored) {
        try {
            return Fields.decode(Answer.CODEC, stored);
        } catch (Malformed e) {
            throw database.damaged("the answer to a build: " + e.reason());
        }
    }

    private static Bytes key(Round round) {
        return Bytes.concatenate(PREFIX, Fields.encode(Round.CODEC, round));
    }
}
