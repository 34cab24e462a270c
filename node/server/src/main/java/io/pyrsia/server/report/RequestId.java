package io.pyrsia.server.report;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Names the request that a thread works for: in its answer, and in every line that is written meanwhile.
///
/// The form is that of a trace id (W3C Trace Context), and the id of a caller who traces is taken over.
public final class RequestId {

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private static final int TRACE_PARENT_CHARACTERS = 55;

    private RequestId() {}

    /// The id in a `traceparent` header, or a new one.
    public static String of(String traceParent) {
        if (traceParent.length() == TRACE_PARENT_CHARACTERS
                && traceParent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")) {
            return traceParent.substring(3, 35);
        }
        // It tells requests apart and protects nothing.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    /// The id of the request that this thread works for, or `-`.
    public static String current() {
        return CURRENT.isBound() ? CURRENT.get() : "-";
    }

    /// Does the work of a request.
    public static void run(String id, Runnable work) {
        ScopedValue.where(CURRENT, id).run(work);
    }
}
