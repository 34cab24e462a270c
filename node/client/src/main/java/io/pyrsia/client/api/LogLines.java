package io.pyrsia.client.api;

import io.pyrsia.client.json.About;
import java.util.List;

/// The newest lines that a node wrote about itself, the oldest first.
@About("The newest lines that a node wrote about itself, the oldest first.")
public record LogLines(List<String> lines) {

    public static final int MAX_LINES = 1_000;
}
