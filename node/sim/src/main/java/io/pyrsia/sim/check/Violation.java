package io.pyrsia.sim.check;

/// A property does not hold; the run ends here.
public final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Violation(String property, String what) {
        super(property + ": " + what, null, false, false);
    }
}
