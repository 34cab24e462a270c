package io.pyrsia.server.search;

import java.util.List;
import java.util.Optional;

/// A page of hits, and the cursor of the next page if there may be more; a page that looked at as many rows as it may
/// can be short, or empty, and still have a next one.
public record Found(List<Hit> hits, Optional<String> next) {

    public Found {
        hits = List.copyOf(hits);
    }
}
