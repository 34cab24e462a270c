package io.pyrsia.libp2p.kad;

/// Which records are true, and which of two true ones is the better.
public interface RecordValidator {

    /// Whether the value may stand under its key.
    boolean valid(KadRecord record);

    /// Whether `candidate` replaces `present`; both are valid and have the same key. An equal record does.
    boolean better(KadRecord candidate, KadRecord present);

    /// For a node that keeps no records.
    static RecordValidator none() {
        return new RecordValidator() {
            @Override
            public boolean valid(KadRecord record) {
                return false;
            }

            @Override
            public boolean better(KadRecord candidate, KadRecord present) {
                return false;
            }
        };
    }
}
