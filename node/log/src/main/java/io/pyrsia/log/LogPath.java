package io.pyrsia.log;

import io.pyrsia.base.Malformed;

/// A resource of a served log by its path below the log's prefix: the names of tlog-tiles, and one of our own.
public sealed interface LogPath extends Comparable<LogPath> {

    /// Longer than any path that names something.
    int MAX_CHARACTERS = 64;

    /// Room for a hundred signatures of any kind.
    int MAX_CHECKPOINT_BYTES = 1 << 20;

    /// Room for a checkpoint, and for the longest entry in base64.
    int MAX_PROOF_BYTES = MAX_CHECKPOINT_BYTES + (1 << 18);

    /// The newest signed checkpoint.
    record Newest() implements LogPath {
        @Override
        public String text() {
            return "checkpoint";
        }
    }

    /// A tile of hashes.
    record Hashes(Tile tile) implements LogPath {
        @Override
        public String text() {
            return "tile/" + tile.level() + "/" + place(tile.index(), tile.width());
        }
    }

    /// The entries whose hashes are a tile of level 0.
    record Entries(long index, int width) implements LogPath {

        public Entries {
            new Tile(0, index, width);
        }

        @Override
        public String text() {
            return "tile/entries/" + place(index, width);
        }
    }

    /// The proof, under a checkpoint of the authorities of `epoch`, of the entry that ended it by naming the next ones.
    record Handoff(long epoch) implements LogPath {
        @Override
        public String text() {
            return "handoff/" + epoch;
        }
    }

    String text();

    /// The most bytes that whoever fetches it accepts.
    default int maxBytes() {
        return switch (this) {
            case Newest ignored -> MAX_CHECKPOINT_BYTES;
            case Hashes hashes -> hashes.tile().bytes();
            case Entries ignored -> EntryBundle.MAX_BYTES;
            case Handoff ignored -> MAX_PROOF_BYTES;
        };
    }

    /// Reads what [#text] writes, and no other spelling of it.
    static LogPath parse(String text) throws Malformed {
        if (text.length() > MAX_CHARACTERS) {
            throw new Malformed("a path of the log has at most " + MAX_CHARACTERS + " characters");
        }
        LogPath path = read(text);
        if (!path.text().equals(text)) {
            throw new Malformed("not the canonical form of the path " + path.text());
        }
        return path;
    }

    @Override
    default int compareTo(LogPath other) {
        return text().compareTo(other.text());
    }

    private static LogPath read(String text) throws Malformed {
        if (text.equals("checkpoint")) {
            return new Newest();
        }
        if (text.startsWith("handoff/")) {
            return new Handoff(Decimal.parse(text.substring(8)));
        }
        if (!text.startsWith("tile/")) {
            throw new Malformed("the log has checkpoint, tile/… and handoff/…");
        }
        int slash = text.indexOf('/', 5);
        int partial = text.indexOf(".p/");
        if (slash < 0) {
            throw new Malformed("a tile's path has a level and an index");
        }
        String kind = text.substring(5, slash);
        long width = partial < 0 ? Tile.WIDTH : Decimal.parse(text.substring(partial + 3));
        long index = index(text.substring(slash + 1, Math.max(slash + 1, partial < 0 ? text.length() : partial)));
        long level = kind.equals("entries") ? 0 : Decimal.parse(kind);
        if (level > Tile.MAX_LEVEL || index > Tile.MAX_INDEX || width < 1 || width > Tile.WIDTH) {
            throw new Malformed("no tree has such a tile");
        }
        return kind.equals("entries")
                ? new Entries(index, (int) width)
                : new Hashes(new Tile((int) level, index, (int) width));
    }

    private static long index(String elements) throws Malformed {
        long index = 0;
        for (String element : elements.split("/", -1)) {
            String digits = element.startsWith("x") ? element.substring(1) : element;
            if (digits.length() != 3 || index > Tile.MAX_INDEX) {
                throw new Malformed("an index is written in groups of three digits");
            }
            for (int i = 0; i < 3; i++) {
                char digit = digits.charAt(i);
                if (digit < '0' || digit > '9') {
                    throw new Malformed("an index is written in digits");
                }
                index = index * 10 + (digit - '0');
            }
        }
        return index;
    }

    private static String place(long index, int width) {
        StringBuilder text = new StringBuilder(group(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            text.insert(0, "x" + group(rest % 1000) + "/");
        }
        return width == Tile.WIDTH
                ? text.toString()
                : text.append(".p/").append(width).toString();
    }

    private static String group(long digits) {
        String text = Long.toString(digits);
        return "0".repeat(3 - text.length()) + text;
    }
}
