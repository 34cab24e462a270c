package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.keys.KeyFile;
import io.pyrsia.server.ledger.LedgerNode;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.HeldLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/// The node's key, which no other process of this machine uses meanwhile.
///
/// A key that was just made has signed nothing, and its store must remember that. The file `KEY.unborn` says so from
/// before the key is there until the store has it.
record KeyOfNode(PrivateKey secret, Path unborn, HeldLock lock) {

    static KeyOfNode open(NodeConfig config, RandomGenerator random) throws IOException, Malformed {
        PrivateKey secret = make(config, random);
        // By the key and not by its file, so that a copy of the file is noticed too.
        Path lock = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("pyrsia-key-" + secret.publicKey().id() + ".lock");
        return new KeyOfNode(
                secret,
                unborn(config.key()),
                HeldLock.take(lock, "the key of node " + secret.publicKey().id()));
    }

    /// Reads the key, or makes it with what says that it is new.
    static PrivateKey make(NodeConfig config, RandomGenerator random) throws IOException, Malformed {
        if (!Files.exists(config.key())) {
            Path unborn = unborn(config.key());
            Files.deleteIfExists(unborn);
            Files.createFile(unborn);
            Files.deleteIfExists(KeyMark.beside(config.key()));
        }
        return KeyFile.readOrCreate(config.key(), config.passphrase(), random);
    }

    private static Path unborn(Path key) {
        return key.resolveSibling(key.getFileName() + ".unborn");
    }

    void recordBirth(Database database) throws IOException {
        if (Files.exists(unborn)) {
            LedgerNode.birth(database, secret);
            Files.delete(unborn);
        }
    }
}
