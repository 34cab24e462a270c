package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.consensus.HostNetwork;
import io.pyrsia.server.keys.KeyFile;
import io.pyrsia.server.main.CannotStart.Exit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `pyrsia keys create` and `pyrsia keys passphrase`: the file with the key of a node that is stopped.
final class KeysOnDisk {

    private static final String NEW_PASSPHRASE = "--new-passphrase-file";
    private static final String NONE = "none";

    private final PrintStream out;

    KeysOnDisk(PrintStream out) {
        this.out = out;
    }

    void run(List<String> words, Map<String, String> environment) throws IOException, Malformed, CannotStart {
        Options options = new Options(words.subList(Math.min(1, words.size()), words.size()));
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "create" -> create(config(options, environment));
            case "passphrase" -> {
                String file = options.one(NEW_PASSPHRASE);
                change(config(options, environment), file);
            }
            default -> throw new Malformed("`pyrsia keys` on files is followed by create or passphrase");
        }
    }

    private static NodeConfig config(Options options, Map<String, String> environment) throws IOException, Malformed {
        return NodeConfig.read(
                StoppedNode.settings(options), environment, Path.of("").toAbsolutePath());
    }

    private void create(NodeConfig config) throws IOException, Malformed, CannotStart {
        try (DataFolder _ = DataFolder.open(config.data())) {
            if (Files.exists(config.key())) {
                throw new CannotStart(Exit.DATA, "there is a key in " + config.key() + " already: it is not replaced");
            }
            NodeId node =
                    KeyOfNode.make(config, Randomness.secure()).publicKey().id();
            out.println("node     " + node);
            out.println("peer id  " + HostNetwork.peer(node));
            out.println("kept in  " + config.key() + (config.passphrase().isPresent() ? ", encrypted" : ""));
        }
    }

    private void change(NodeConfig config, String file) throws IOException, Malformed, CannotStart {
        Optional<Path> passphrase = file.equals(NONE)
                ? Optional.empty()
                : Optional.of(Path.of(file).toAbsolutePath().normalize());
        try (DataFolder _ = DataFolder.open(config.data())) {
            if (!Files.exists(config.key())) {
                throw new CannotStart(Exit.DATA, "there is no key in " + config.key());
            }
            KeyFile.encrypt(config.key(), config.passphrase(), passphrase);
        }
        out.println(
                passphrase.isPresent()
                        ? "The key in " + config.key() + " is encrypted: set key.passphrase-file = " + passphrase.get()
                        : "The key in " + config.key() + " is not encrypted any more: take key.passphrase-file out");
    }
}
