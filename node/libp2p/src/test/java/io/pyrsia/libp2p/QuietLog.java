package io.pyrsia.libp2p;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test during which a stack trace reached the log at any level, or an exception the end of its thread.
public final class QuietLog implements BeforeEachCallback, AfterEachCallback {

    // A strong reference: the log manager keeps only a weak one.
    private final Logger logger = Logger.getLogger("io.pyrsia.libp2p");
    private final Queue<String> traces = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getThrown() != null || entry.getMessage().contains("\tat ")) {
                traces.add(entry.getLoggerName() + ": " + entry.getMessage() + " " + entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private @Nullable Level before;
    private Thread.@Nullable UncaughtExceptionHandler uncaught;

    @Override
    public void beforeEach(ExtensionContext context) {
        before = logger.getLevel();
        logger.setLevel(Level.ALL);
        logger.addHandler(listener);
        uncaught = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            traces.add(thread.getName() + ": " + trace);
        });
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.removeHandler(listener);
        logger.setLevel(before);
        Thread.setDefaultUncaughtExceptionHandler(uncaught);
        assertEquals(List.of(), List.copyOf(traces));
    }
}
