package io.pyrsia.client.api;

import io.pyrsia.client.json.About;

/// What the commands of a running build printed, as the node's builder told it.
@About("What the commands of a running build printed, as this node's builder told it; the oldest may be left out.")
public record Printed(@About("Where to go on asking.") long next, String text) {}
