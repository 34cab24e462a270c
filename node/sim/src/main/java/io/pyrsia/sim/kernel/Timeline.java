package io.pyrsia.sim.kernel;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What happened in a run, for people: kept as it came, put into words only when somebody reads it.
///
/// Off in the many runs that succeed; a failing seed is run again with it on, which costs nothing but that run.
public final class Timeline {

    /// The newest notes that are kept.
    static final int MAX_NOTES = 400_000;

    private record Note(long atMicros, String who, String format, List<Object> values) {

        String text() {
            String what = values.isEmpty() ? format : String.format(Locale.ROOT, format, values.toArray());
            return String.format(Locale.ROOT, "%,14d µs  %-6s %s", atMicros, who, what);
        }
    }

    private final boolean on;
    private final VirtualTime time;
    private final ArrayDeque<Note> notes = new ArrayDeque<>();
    private long dropped;

    public Timeline(boolean on, VirtualTime time) {
        this.on = on;
        this.time = time;
    }

    /// Whether it is worth making values for a note.
    public boolean on() {
        return on;
    }

    /// Notes what `who` did. The values must not change any more.
    public void note(String who, String format, Object... values) {
        if (!on) {
            return;
        }
        if (notes.size() == MAX_NOTES) {
            notes.removeFirst();
            dropped++;
        }
        notes.add(new Note(time.nowMicros(), who, format, Arrays.asList(values)));
    }

    /// All notes, one a line.
    public String text() {
        String head = dropped == 0 ? "" : "… " + dropped + " earlier notes\n";
        return notes.stream().map(Note::text).collect(Collectors.joining("\n", head, "\n"));
    }
}
