package io.pyrsia.server.http;

import io.pyrsia.client.api.Problem;

/// Ends the handling of a request with a problem, from wherever it is noticed.
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Refused(Problem.Code code, String detail) {
        this(Problem.of(code, detail));
    }

    public Refused(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
