package io.pyrsia.consensus;

import java.util.List;

/// The state after one input, and what is to be done about it.
public record Step(State state, List<Effect> effects) {}
