package io.pyrsia.storage;

import java.util.List;
import java.util.Optional;

/// A bounded part of a scan, and the scan that goes on where it ends; a page that is full always has one,
/// which may find nothing more.
public record Page(List<Row> rows, Optional<Scan> next) {

    public Page {
        rows = List.copyOf(rows);
    }
}
