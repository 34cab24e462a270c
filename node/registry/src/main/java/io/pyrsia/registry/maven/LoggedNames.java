package io.pyrsia.registry.maven;

import io.pyrsia.base.Purl;
import java.util.List;

/// The Maven files that the log names, for those who check by themselves.
public interface LoggedNames {

    /// The next of them in the order of their names, behind `last`, which is empty at the beginning.
    List<Purl> after(String last);

    /// A log that names nothing.
    static LoggedNames none() {
        return last -> List.of();
    }
}
