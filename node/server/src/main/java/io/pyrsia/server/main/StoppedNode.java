package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.ledger.GenesisDocument;
import io.pyrsia.server.ledger.GenesisFile;
import io.pyrsia.server.main.CannotStart.Exit;
import io.pyrsia.server.recovery.AcceptedRecoveries;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// The files of a node that is not running, held so that it cannot start meanwhile.
record StoppedNode(NodeConfig config, GenesisDocument genesis, DataFolder data) implements AutoCloseable {

    /// Opens the node that the settings left in `options` name.
    static StoppedNode open(Options options, Map<String, String> environment)
            throws IOException, Malformed, CannotStart {
        NodeConfig config =
                NodeConfig.read(settings(options), environment, Path.of("").toAbsolutePath());
        if (!Files.isDirectory(config.data())) {
            throw new CannotStart(Exit.DATA, "there is no node in " + config.data());
        }
        GenesisDocument genesis = GenesisFile.read(Bytes.wrap(Files.readAllBytes(config.genesis())));
        return new StoppedNode(config, genesis, DataFolder.open(config.data()));
    }

    /// A data folder alone says where the configuration is.
    static List<String> settings(Options options) {
        List<String> said = options.settings();
        if (said.size() == 2 && said.getFirst().equals("--data")) {
            Path file = Path.of(said.getLast()).resolve("node.conf");
            return Files.exists(file) ? List.of("--config", file.toString()) : said;
        }
        return said;
    }

    boolean hasStore() {
        return Files.exists(data.store());
    }

    Database store() {
        return Database.open(data.store(), memory());
    }

    StorageSettings memory() {
        return config.isSmall() ? StorageSettings.small() : StorageSettings.standard();
    }

    AcceptedRecoveries recoveries() {
        return new AcceptedRecoveries(config.data().resolve("recoveries"));
    }

    @Override
    public void close() throws IOException {
        data.close();
    }
}
