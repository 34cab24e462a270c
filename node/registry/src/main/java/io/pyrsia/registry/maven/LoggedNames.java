package io.pyrsia.registry.maven;

import io.pyrsia.base.Purl;
import java.util.List;
import java.util.Optional;

/// The Maven files that the log names, for those who check by themselves.
public interface LoggedNames {

    /// Some of them; `next` is where the next page begins, if there is one.
    record Page(List<Purl> names, Optional<String> next) {

        public Page {
            names = List.copyOf(names);
        }
    }

    Page page(Optional<String> cursor);

    /// A log that names nothing.
    static LoggedNames none() {
        return cursor -> new Page(List.of(), Optional.empty());
    }
}
