package io.pyrsia.consensus;

/// A store whose middle is damaged: the node must not guess what it signed, and stops until its operator decides.
public final class DamagedStore extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DamagedStore(String reason) {
        super(reason);
    }
}
