package io.pyrsia.cli.node;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.local.KeysCreate;
import io.pyrsia.cli.local.KeysPassphrase;
import io.pyrsia.cli.text.Page.Fact;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/// Prints the public half of a node's key in the spellings that other tools ask for.
@Command(
        name = "keys",
        description = "Show the node's public key in every spelling, and where the private half is.",
        subcommands = {KeysCreate.class, KeysPassphrase.class})
public final class Keys extends NodeWork {

    @Override
    protected Exit run(Console console, ApiClient client) throws ApiRefusal, IOException, InterruptedException {
        KeysInfo keys = client.keys();
        console.show(
                RecordJson.write(KeysInfo.class, keys),
                page -> page.facts(List.of(
                        new Fact("node", keys.node().toString()),
                        new Fact("peer id", keys.peerId()),
                        new Fact("verifier key", keys.noteKey()),
                        new Fact(
                                "kept in",
                                keys.kept().name().toLowerCase(Locale.ROOT).replace('_', ' ')))));
        return Exit.DONE;
    }
}
