package io.pyrsia.ledger.search;

import java.util.List;

/// What can be searched for.
public enum Facet {
    /// A package, without its version: finds all versions, or with a prefix all packages that begin alike.
    PACKAGE,
    /// A version of a package.
    VERSION,
    /// A file of a version.
    FILE,
    /// A digest of an artifact, as `sha256:…` or `sha512:…`.
    DIGEST,
    /// The address of the source, or its checksum.
    SOURCE,
    /// An author, as the recipe names them.
    AUTHOR,
    /// A node that built it.
    BUILDER,
    /// A package that is needed: finds what needs it.
    DEPENDENCY,
    /// A package that needs others: finds the entries that list them.
    DEPENDENT,
    /// The name of an operation.
    OPERATION,
    /// A node that the entry is about: requester, registry, authority or builder.
    NODE,
    /// Everything, by time: the term is empty.
    TIME;

    /// Their order in keys, which never changes.
    static final List<Facet> ORDER = List.of(
            PACKAGE, VERSION, FILE, DIGEST, SOURCE, AUTHOR, BUILDER, DEPENDENCY, DEPENDENT, OPERATION, NODE, TIME);

    int place() {
        return ORDER.indexOf(this);
    }
}
