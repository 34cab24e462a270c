package io.pyrsia.cli.local;

import picocli.CommandLine.Command;

/// Stands in the list of commands for the repair of a damaged store.
@Command(
        name = "repair",
        description = {
            "Repair the store of a node that is stopped: 'pyrsia repair --data DIR --from URL ...'.",
            "What is damaged of the log is fetched from the logs of other nodes (URL is like https://node.example/log/) and",
            "proven; the search index is made again. The damaged store stays beside the new one."
        })
public final class RepairCommand extends OnNodesFiles {}
