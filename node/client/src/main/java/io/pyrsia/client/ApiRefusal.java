package io.pyrsia.client;

import io.pyrsia.client.api.Problem;

/// A node's answer that it does not do what was asked, with its reason.
public final class ApiRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ApiRefusal(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
