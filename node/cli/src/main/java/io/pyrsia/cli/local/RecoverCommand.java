package io.pyrsia.cli.local;

import picocli.CommandLine.Command;

/// Stands in the list of commands for the recovery of a network.
@Command(
        name = "recover",
        description = {
            "Let a network go on that has lost too many authorities for good: 'pyrsia recover draft|sign|accept'.",
            "Each step is made on a stopped node by its operator; docs/guides/recovery.md has the order."
        })
public final class RecoverCommand extends OnNodesFiles {}
