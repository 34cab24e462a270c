package io.pyrsia.cli.local;

import picocli.CommandLine.Command;

/// Stands in the list of commands for making the search index again.
@Command(
        name = "reindex",
        description = {
            "Make the search index of a node that is stopped again from its log: 'pyrsia reindex --data DIR'."
        })
public final class ReindexCommand extends OnNodesFiles {}
