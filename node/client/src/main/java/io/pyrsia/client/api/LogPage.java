package io.pyrsia.client.api;

import io.pyrsia.base.json.Json;
import io.pyrsia.client.json.About;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some entries of the log.
@About("Some entries of the log.")
public record LogPage(
        List<Entry> entries,

        @About("The cursor of the next page, if there is one.") @Nullable
        String next) {

    /// One entry and its place.
    public record Entry(
            long index,

            @About("The entry as schema entry-1 describes it.")
            Json.Obj entry) {}
}
