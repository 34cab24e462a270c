package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.server.backup.Backup;
import io.pyrsia.server.config.NodeConfig;
import io.pyrsia.server.ledger.GenesisDocument;
import io.pyrsia.server.ledger.GenesisFile;
import io.pyrsia.server.main.CannotStart.Exit;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.tuweni.bytes.Bytes;

/// `pyrsia node backup`: writes the data of a node that does not run to a new file.
final class StoppedBackup {

    private StoppedBackup() {}

    static void run(List<String> words, Path folder) throws IOException, Malformed, CannotStart {
        if (words.size() != 2) {
            throw new Malformed("backup needs FOLDER FILE");
        }
        Path data = folder.resolve(words.get(0));
        Path configuration = data.resolve("node.conf");
        List<String> flags = Files.exists(configuration)
                ? List.of("--config", configuration.toString(), "--data", data.toString())
                : List.of("--data", data.toString());
        write(NodeConfig.read(flags, Map.of(), folder), folder.resolve(words.get(1)));
    }

    static void write(NodeConfig config, Path file) throws IOException, Malformed, CannotStart {
        if (!Files.isDirectory(config.data())) {
            throw new CannotStart(Exit.DATA, "there is no folder " + config.data());
        }
        try (DataFolder data = DataFolder.open(config.data())) {
            NodeId owner = data.owner()
                    .orElseThrow(() -> new CannotStart(Exit.DATA, config.data() + " has no data of a node yet"));
            GenesisDocument genesis = GenesisFile.read(Bytes.wrap(Files.readAllBytes(config.genesis())));
            try (Database database = Database.open(data.store(), StorageSettings.small());
                    OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                new Backup(
                                database,
                                config.genesis(),
                                owner,
                                genesis.networkId().name())
                        .write(Clock.system().now(), () -> out);
            }
        }
    }
}
