package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.consensus.HostNetwork;
import io.pyrsia.server.keys.KeyFile;
import io.pyrsia.server.main.CannotStart.Exit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// `pyrsia keys create`, `claim` and `passphrase`: the file with the key of a node that is stopped.
///
/// To claim a key is to make it if there is none and to show that it is at hand: what starts nodes and may
/// not read their keys, such as an operator of Kubernetes, learns from the report who the node is.
final class KeysOnDisk {

    private static final String NEW_PASSPHRASE = "--new-passphrase-file";
    private static final String NONE = "none";
    private static final String CLAIM = "pyrsia/key-claim/1\0";
    private static final int MAX_CHALLENGE_CHARACTERS = 128;

    private final PrintStream out;

    KeysOnDisk(PrintStream out) {
        this.out = out;
    }

    void run(List<String> words, Map<String, String> environment) throws IOException, Malformed, CannotStart {
        Options options = new Options(words.subList(Math.min(1, words.size()), words.size()));
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "create" -> create(config(options, environment));
            case "claim" -> {
                String challenge = options.one("--challenge");
                Path report = Path.of(options.one("--report"));
                claim(config(options, environment), challenge, report);
            }
            case "passphrase" -> {
                String file = options.one(NEW_PASSPHRASE);
                change(config(options, environment), file);
            }
            default -> throw new Malformed("`pyrsia keys` on files is followed by create, claim or passphrase");
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

    private void claim(NodeConfig config, String challenge, Path report) throws IOException, Malformed, CannotStart {
        if (!challenge.matches("[!-~]{1," + MAX_CHALLENGE_CHARACTERS + "}")) {
            throw new Malformed("a challenge is one to " + MAX_CHALLENGE_CHARACTERS + " ASCII characters");
        }
        try (DataFolder _ = DataFolder.open(config.data())) {
            PrivateKey key = KeyOfNode.make(config, Randomness.secure());
            Bytes signature = key.sign(Bytes.wrap((CLAIM + challenge).getBytes(StandardCharsets.US_ASCII)));
            NodeId node = key.publicKey().id();
            Json claim = Json.object(new TreeMap<>(Map.of(
                    "node", Json.of(node.toString()),
                    "peer_id", Json.of(HostNetwork.peer(node).toString()),
                    "signature", Json.of(signature.toUnprefixedHexString()))));
            Files.write(report, CanonicalJson.bytes(claim).toArrayUnsafe());
            out.println("node     " + node);
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
