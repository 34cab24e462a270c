package io.pyrsia.consensus;

/// A wake-up that consensus asks for; one that comes late, for a view that is over, does nothing.
public sealed interface Timer {

    /// Rule 7: no block came in this view.
    record Propose(long epoch, long view) implements Timer {}

    /// Rule 7: no certificate came in this view.
    record View(long epoch, long view) implements Timer {}

    /// Rule 8: the leader's tip is notarised and still not final, and there is nothing to propose but an empty block.
    record Idle(long epoch, long view) implements Timer {}

    /// Rule 6: certificates that were held back for a while.
    record Relay() implements Timer {}

    /// Rules 9 and 11: resend and ask around; it is always armed.
    record Standstill() implements Timer {}
}
