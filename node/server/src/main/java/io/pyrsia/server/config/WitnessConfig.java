package io.pyrsia.server.config;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.PolicyFile;
import io.pyrsia.log.note.Quorum;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// Who cosigns this node's log, and which logs this node cosigns.
///
/// @param asked the witnesses to ask
/// @param own what the node is as a witness, if it is one
public record WitnessConfig(List<Asked> asked, Optional<Own> own) {

    private static final int MAX_FILE_BYTES = 1 << 16;

    /// A witness to ask, and the prefix of its URLs.
    public record Asked(NoteKey key, URI prefix) {}

    /// A witness.
    ///
    /// @param key the file with its private key
    /// @param logs by origin, whose signature makes a checkpoint one of that log: any key of the log
    public record Own(String name, Path key, SortedMap<String, Quorum> logs) {}

    public WitnessConfig {
        asked = List.copyOf(asked);
    }

    /// Reads what was told, and the policy files.
    static WitnessConfig of(Told told, Path data) throws Malformed, IOException {
        List<Asked> asked = new ArrayList<>();
        Optional<PolicyFile> witnesses = policy(told, Setting.LOG_WITNESSES);
        if (witnesses.isPresent()) {
            for (PolicyFile.Asked witness : witnesses.get().asked()) {
                asked.add(new Asked(witness.key(), prefix(witness.url())));
            }
            if (asked.isEmpty()) {
                throw new Malformed(told.get(Setting.LOG_WITNESSES).place() + ": the file has no witness with a URL");
            }
        }
        return new WitnessConfig(asked, own(told, data));
    }

    private static URI prefix(String url) throws Malformed {
        if (!url.matches("https?://[^/?#]+[^?#]*")) {
            throw new Malformed("a witness is asked by http or https, not at " + url);
        }
        try {
            return new URI(url.endsWith("/") ? url : url + "/");
        } catch (URISyntaxException e) {
            throw new Malformed("a witness is not at a URL: " + url);
        }
    }

    private static Optional<Own> own(Told told, Path data) throws Malformed, IOException {
        Optional<PolicyFile> logs = policy(told, Setting.WITNESS_LOGS);
        Told.Value name = told.get(Setting.WITNESS_NAME);
        if (logs.isEmpty()) {
            if (!name.text().isEmpty()) {
                throw new Malformed(name.place() + ": a witness also needs " + Setting.WITNESS_LOGS.key());
            }
            return Optional.empty();
        }
        if (logs.get().logs().isEmpty()) {
            throw new Malformed(told.get(Setting.WITNESS_LOGS).place() + ": the file has no log");
        }
        if (!NoteKey.isName(name.text())) {
            throw new Malformed(
                    "a witness needs a name without spaces and plus signs: set " + Setting.WITNESS_NAME.key());
        }
        Path key = NodeConfig.path(told, Setting.WITNESS_KEY).orElse(data.resolve("witness.key"));
        return Optional.of(new Own(name.text(), key, byOrigin(logs.get().logs())));
    }

    private static SortedMap<String, Quorum> byOrigin(List<NoteKey> keys) {
        Map<String, List<NoteKey>> grouped = new TreeMap<>();
        keys.forEach(key -> grouped.computeIfAbsent(key.name(), ignored -> new ArrayList<>())
                .add(key));
        SortedMap<String, Quorum> logs = new TreeMap<>();
        grouped.forEach((origin, each) -> logs.put(origin, Quorum.of(1, each)));
        return logs;
    }

    private static Optional<PolicyFile> policy(Told told, Setting setting) throws Malformed, IOException {
        Optional<Path> file = NodeConfig.path(told, setting);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            return Optional.of(PolicyFile.parse(Bytes.wrap(in.readNBytes(MAX_FILE_BYTES + 1))));
        } catch (Malformed e) {
            throw new Malformed(file.get() + ": " + e.reason());
        }
    }
}
