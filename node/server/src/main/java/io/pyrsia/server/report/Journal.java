package io.pyrsia.server.report;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// The node's lines: `time level logger request message`, printed as they come and the newest kept in memory.
///
/// Each record is one line, whatever it says: what would break it is escaped.
public final class Journal extends Handler {

    /// Lines kept in memory.
    private static final int MAX_LINES = 1_000;
    /// Longer lines are cut.
    private static final int MAX_CHARACTERS = 4_096;

    /// Called under the lock of this, so that lines come in one order.
    private final Consumer<String> out;
    /// Guarded by this.
    private final ArrayDeque<String> newest = new ArrayDeque<>();

    Journal(Consumer<String> out) {
        this.out = out;
    }

    /// Makes this the way out of everything that is logged in this process.
    public static Journal install(PrintStream out) {
        return install(out::println);
    }

    /// Makes this the way out of everything that is logged in this process, into a file that does not grow for ever.
    public static Journal install(Path file) {
        return install(new RotatingFile(file, RotatingFile.MAX_BYTES));
    }

    private static Journal install(Consumer<String> out) {
        Journal journal = new Journal(out);
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.INFO);
        root.addHandler(journal);
        return journal;
    }

    /// The newest lines, the oldest of them first.
    public synchronized List<String> newest(int lines) {
        List<String> all = new ArrayList<>(newest);
        return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        String line = line(entry);
        synchronized (this) {
            if (newest.size() == MAX_LINES) {
                newest.removeFirst();
            }
            newest.addLast(line);
            out.accept(line);
        }
    }

    private static String line(LogRecord entry) {
        StringBuilder text = new StringBuilder(160)
                .append(entry.getInstant())
                .append(' ')
                .append(level(entry.getLevel()))
                .append(' ')
                .append(shortName(String.valueOf(entry.getLoggerName())))
                .append(' ')
                .append(RequestId.current())
                .append(' ')
                .append(
                        entry.getParameters() == null
                                ? entry.getMessage()
                                : MessageFormat.format(entry.getMessage(), entry.getParameters()));
        Throwable thrown = entry.getThrown();
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            text.append(" | ").append(trace);
        }
        String escaped = escape(text);
        return escaped.length() <= MAX_CHARACTERS ? escaped : escaped.substring(0, MAX_CHARACTERS) + "…";
    }

    private static String level(Level level) {
        return switch (level.getName()) {
            case "SEVERE" -> "error";
            case "WARNING" -> "warn";
            default -> level.getName().toLowerCase(Locale.ROOT);
        };
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String escape(StringBuilder text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                escaped.append("\\n");
            } else if (Character.isISOControl(c)) {
                escaped.append("\\u%04x".formatted(c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    @Override
    public void flush() {
        // Each line leaves as it comes.
    }

    @Override
    public void close() {
        // The process ends, and the system closes what it has open.
    }
}
