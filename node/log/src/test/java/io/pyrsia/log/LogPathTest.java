package io.pyrsia.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPathTest {

    @Test
    void writesPathsAsTheSpecificationDoes() {
        assertEquals("tile/0/x001/x234/067", new LogPath.Hashes(new Tile(0, 1234067, 256)).text());
        assertEquals("tile/1/000.p/17", new LogPath.Hashes(new Tile(1, 0, 17)).text());
        assertEquals("tile/entries/x001/000.p/255", new LogPath.Entries(1000, 255).text());
        assertEquals("handoff/7", new LogPath.Handoff(7).text());
        assertEquals("checkpoint", new LogPath.Newest().text());
    }

    @Property
    void readsWhatItWrites(
            @ForAll @LongRange(min = 0, max = Tile.MAX_INDEX) long index,
            @ForAll @IntRange(min = 1, max = 256) int width,
            @ForAll @IntRange(max = 7) int level)
            throws Malformed {
        for (LogPath path : List.of(
                new LogPath.Hashes(new Tile(level, index, width)),
                new LogPath.Entries(index, width),
                new LogPath.Handoff(index))) {
            assertEquals(path, LogPath.parse(path.text()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/",
                "tile/0",
                "tile/0/",
                "tile/0/1",
                "tile/00/001",
                "tile/8/001",
                "tile/-1/001",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/0/x001",
                "tile/0/001.p/0",
                "tile/0/001.p/256",
                "tile/0/001.p/257",
                "tile/0/001.p/01",
                "tile/0/001.p/",
                "tile/0/001.p/1/2",
                "tile/0/.p/1",
                "tile/.p/1",
                "tile/entries/",
                "tile/0/../001",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "handoff/",
                "handoff/01",
                "handoff/9223372036854775808",
                "checkpoint/",
                "Checkpoint",
                "tile/0/٠٠١",
            })
    void refusesEveryOtherSpelling(String path) {
        assertThrows(Malformed.class, () -> LogPath.parse(path));
    }

    @Property
    void bundlesReadWhatTheyWrite(@ForAll @IntRange(min = 1, max = 256) int width) throws Malformed {
        List<Bytes> entries = Model.entries(width);
        Bytes bundle = EntryBundle.encode(entries);
        assertEquals(entries, EntryBundle.decode(bundle, width));
        assertThrows(Malformed.class, () -> EntryBundle.decode(bundle, width + 1));
        assertThrows(Malformed.class, () -> EntryBundle.decode(bundle, width - 1));
        assertThrows(Malformed.class, () -> EntryBundle.decode(bundle.slice(0, bundle.size() - 1), width));
    }
}
