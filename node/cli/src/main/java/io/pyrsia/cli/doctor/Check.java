package io.pyrsia.cli.doctor;

import java.io.IOException;
import java.util.List;

/// One thing that can be wrong.
@FunctionalInterface
interface Check {

    /// What it found; nothing where it does not apply.
    List<Finding> of(Patient patient) throws IOException, InterruptedException;
}
