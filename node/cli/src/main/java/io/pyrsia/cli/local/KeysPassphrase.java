package io.pyrsia.cli.local;

import picocli.CommandLine.Command;

/// Stands in the list of commands for the encryption of a node's key.
@Command(
        name = "passphrase",
        description = {
            "Encrypt the key of a node that is stopped: 'pyrsia keys passphrase --data DIR --new-passphrase-file FILE|none'.",
            "The passphrase is in a file, so that no list of processes shows it; key.passphrase-file says where the old one is."
        })
public final class KeysPassphrase extends OnNodesFiles {}
