package io.pyrsia.cli.local;

import picocli.CommandLine.Command;

/// Stands in the list of commands for the making of a node's key.
@Command(
        name = "create",
        description = {
            "Make the key of a node that has none yet: 'pyrsia keys create --data DIR'.",
            "It prints the node's names, so that authorities can know it before it starts. With --key-passphrase-file FILE the",
            "key is encrypted. To rotate a key, make one in a new folder, and have the authorities run 'pyrsia authority rotate'."
        })
public final class KeysCreate extends OnNodesFiles {}
