package io.pyrsia.builder.infer;

import io.pyrsia.builder.toolchain.Catalog;
import java.util.List;
import java.util.Optional;

/// Chooses among the toolchains that this builder has.
final class Tools {

    private final Catalog catalog;

    Tools(Catalog catalog) {
        this.catalog = catalog;
    }

    /// The version that is wanted, or else the last one known; empty if there is none, which is noted.
    Optional<String> choose(String name, Optional<String> wanted, Notes notes) {
        List<String> known = catalog.known(name);
        if (known.isEmpty()) {
            notes.inVain("no toolchain '" + name + "': " + catalog.versions(name));
            return Optional.empty();
        }
        Optional<String> same = wanted.flatMap(version -> known.stream()
                .filter(one -> one.equals(version) || one.endsWith("-" + version) || one.contains("-" + version + "."))
                .findFirst());
        String chosen = same.orElse(known.getLast());
        notes.because(
                same.isPresent()
                        ? name + " " + chosen + ", as it was used for the published file"
                        : name + " " + chosen + ", the last one that this builder has"
                                + wanted.map(version -> "; " + version + " was used")
                                        .orElse(""));
        return Optional.of(chosen);
    }
}
