package io.pyrsia.ledger.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.ledger.LogForTests;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The index over a random log, kept in a sorted map, against a look at every entry.
class SearchTest {

    private static final List<Entry> LOG = LogForTests.entries(7, 600);
    private static final NavigableMap<Bytes, IndexKey> INDEX = index(LOG);

    private static final List<String> JSON = LOG.stream()
            .map(entry -> new String(entry.encode().toArrayUnsafe(), StandardCharsets.UTF_8))
            .toList();

    private static final List<List<IndexKey>> ROWS = IntStream.range(0, LOG.size())
            .mapToObj(i -> IndexRows.of(LOG.get(i), i))
            .toList();

    private final List<Entry> log = LOG;
    private final NavigableMap<Bytes, IndexKey> index = INDEX;

    @Test
    void findsWhatALookAtEveryEntryFinds() throws Malformed {
        for (Facet facet : Facet.ORDER) {
            for (String term : terms(facet)) {
                Query query = Query.of(facet, term);
                assertEquals(
                        looked(facet, term::equals, query).descendingSet().stream()
                                .toList(),
                        indexes(query, 7),
                        facet + " " + term);
                assertEquals(
                        looked(facet, term::equals, query).stream().toList(),
                        indexes(query.oldestFirst(), 3),
                        facet + " " + term);
            }
        }
    }

    @Test
    void findsByPrefixAndByTime() throws Malformed {
        long middle = log.get(log.size() / 2).timestampMs();
        Query prefix = Query.of(Facet.PACKAGE, "pkg:maven/org.example/thing1").prefix();
        TreeSet<Long> found = new TreeSet<>(indexes(prefix, 10));
        assertEquals(looked(Facet.PACKAGE, term -> term.startsWith(prefix.term()), prefix), found);
        assertTrue(found.size() > 10, "found " + found.size());

        for (Query query : List.of(Query.of(Facet.TIME, ""), Query.of(Facet.OPERATION, "AddArtifact"), prefix)) {
            Query late = query.between(middle, Long.MAX_VALUE >>> 12);
            Query early = query.between(0, middle);
            TreeSet<Long> both = new TreeSet<>(indexes(late, 9));
            List<Long> before = indexes(early, 9);
            before.forEach(at -> assertTrue(both.add(at), "in one half only"));
            assertEquals(new TreeSet<>(indexes(query, 9)), both);
            before.forEach(at -> assertTrue(log.get(at.intValue()).timestampMs() < middle));
        }
    }

    /// Pages do not repeat or miss anything when the log grows between them.
    @Test
    void cursorsStayWhereTheyAre() throws Malformed {
        int half = log.size() / 2;
        NavigableMap<Bytes, IndexKey> growing = index(log.subList(0, half));
        Query query = Query.of(Facet.OPERATION, "Observation").oldestFirst();
        List<IndexKey> first = page(growing, query, null, 5);
        growing.putAll(index);
        List<Long> all = new ArrayList<>(first.stream().map(IndexKey::index).toList());
        IndexKey cursor = query.readCursor(Query.cursor(first.getLast()));
        page(growing, query, cursor, Query.MAX_PAGE).forEach(hit -> all.add(hit.index()));
        assertEquals(indexes(query, 50), all);
    }

    @Test
    void cursorsOfAnotherSearchAreRefused() throws Malformed {
        Query one = Query.of(Facet.OPERATION, "AddArtifact");
        Query other = Query.of(Facet.OPERATION, "Observation");
        String cursor = Query.cursor(page(index, one, null, 1).getFirst());
        assertEquals(cursor, Query.cursor(one.readCursor(cursor)));
        for (String junk : List.of(cursor + "A", "", "!", "AAAA", "x".repeat(5_000))) {
            assertThrows(Malformed.class, () -> one.readCursor(junk));
        }
        assertThrows(Malformed.class, () -> other.readCursor(cursor));
    }

    @Test
    void rowsFollowFromTheLogAlone() throws Malformed {
        List<Entry> readBack = new ArrayList<>();
        for (Entry entry : log) {
            readBack.add(Entry.decode(entry.encode()));
        }
        assertEquals(index, index(readBack));
        for (IndexKey key : index.values()) {
            assertEquals(key, IndexKey.decode(key.encode()));
        }
    }

    private static NavigableMap<Bytes, IndexKey> index(List<Entry> entries) {
        TreeMap<Bytes, IndexKey> index = new TreeMap<>(IndexKey.ORDER);
        for (int i = 0; i < entries.size(); i++) {
            for (IndexKey key : IndexRows.of(entries.get(i), i)) {
                index.put(key.encode(), key);
            }
        }
        return index;
    }

    private static List<IndexKey> page(
            NavigableMap<Bytes, IndexKey> index, Query query, @Nullable IndexKey cursor, int size) {
        Query.Range range = query.range(cursor);
        NavigableMap<Bytes, IndexKey> rows = index.subMap(range.from(), true, range.to(), false);
        return (range.isBackwards() ? rows.descendingMap() : rows)
                .values().stream().filter(query::accepts).limit(size).toList();
    }

    private List<Long> indexes(Query query, int pageSize) throws Malformed {
        List<Long> found = new ArrayList<>();
        IndexKey cursor = null;
        while (true) {
            List<IndexKey> page = page(index, query, cursor, pageSize);
            page.forEach(hit -> found.add(hit.index()));
            if (page.size() < pageSize) {
                return found;
            }
            cursor = query.readCursor(Query.cursor(page.getLast()));
        }
    }

    /// Some terms of the facet, from the rows, and one that is not there.
    private NavigableSet<String> terms(Facet facet) {
        TreeSet<String> terms = new TreeSet<>(List.of("nothing"));
        for (Map.Entry<Bytes, IndexKey> row : index.entrySet()) {
            if (row.getValue().facet() == facet && terms.size() < 12) {
                terms.add(row.getValue().term());
            }
        }
        return terms;
    }

    /// Without an index: every entry's rows, one after the other; what they say stands in the entry.
    private NavigableSet<Long> looked(Facet facet, Predicate<String> isMeant, Query query) {
        TreeSet<Long> found = new TreeSet<>();
        for (int i = 0; i < log.size(); i++) {
            String json = JSON.get(i);
            boolean isHit = ROWS.get(i).stream()
                    .filter(row -> row.facet() == facet)
                    .anyMatch(row -> isMeant.test(row.term()) && json.contains(row.term()));
            if (isHit && log.get(i).timestampMs() >= query.fromMs()) {
                found.add((long) i);
            }
        }
        return found;
    }

    @Test
    void artifactsAreFoundByAllTheirNames() {
        int at = 0;
        while (!(log.get(at).content() instanceof Content.AddArtifact)) {
            at++;
        }
        Content.AddArtifact add = (Content.AddArtifact) log.get(at).content();
        List<String> rows = IndexRows.of(log.get(at), at).stream()
                .map(row -> row.facet() + " " + row.term())
                .toList();
        String version = add.build().recipe().purl().toString();
        for (String expected : List.of(
                "PACKAGE " + add.artifact().purl().packageName(),
                "VERSION " + version,
                "FILE " + add.artifact().purl(),
                "DIGEST " + add.artifact().sha256(),
                "SOURCE https://example.org/source.zip",
                "AUTHOR Ann Author",
                "AUTHOR Bob Builder",
                "BUILDER " + add.build().votes().getFirst().node(),
                "DEPENDENCY pkg:maven/org.example/needed",
                "DEPENDENCY pkg:maven/org.example/needed@2.0",
                "DEPENDENT " + version,
                "OPERATION AddArtifact",
                "NODE " + add.build().requester(),
                "TIME ")) {
            assertTrue(rows.contains(expected), expected + " in " + rows);
        }
    }
}
