package io.pyrsia.server.config;

import io.pyrsia.base.ByteSize;
import io.pyrsia.base.Malformed;
import io.pyrsia.registry.Glob;
import io.pyrsia.registry.Policy;
import io.pyrsia.registry.Settings;
import io.pyrsia.registry.Upstream;
import io.pyrsia.registry.Upstream.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the node's package registries are told.
///
/// @param pushToken the file with the secret that allows pushing
public record RegistryConfig(ByteSize quota, Path pushToken, Settings oci, Settings maven) {

    private static final int MAX_FILE_BYTES = 1 << 16;

    private static final Keys OCI = new Keys(
            Setting.REGISTRY_OCI_UPSTREAMS,
            Setting.REGISTRY_OCI_ALLOW,
            Setting.REGISTRY_OCI_DENY,
            Setting.REGISTRY_OCI_REQUIRE,
            Setting.REGISTRY_OCI_LOCAL);
    private static final Keys MAVEN = new Keys(
            Setting.REGISTRY_MAVEN_UPSTREAMS,
            Setting.REGISTRY_MAVEN_ALLOW,
            Setting.REGISTRY_MAVEN_DENY,
            Setting.REGISTRY_MAVEN_REQUIRE,
            Setting.REGISTRY_MAVEN_LOCAL);

    /// Reads what was told, and the file with credentials.
    static RegistryConfig of(Told told, Path data) throws Malformed, IOException {
        Map<String, Login> logins = logins(NodeConfig.path(told, Setting.REGISTRY_CREDENTIALS));
        return new RegistryConfig(
                parsed(told, Setting.REGISTRY_QUOTA, ByteSize::parse),
                NodeConfig.path(told, Setting.REGISTRY_PUSH_TOKEN).orElse(data.resolve("push-token")),
                settings(told, logins, OCI),
                settings(told, logins, MAVEN));
    }

    /// The settings of one ecosystem.
    private record Keys(Setting upstreams, Setting allow, Setting deny, Setting require, Setting local) {}

    private static Settings settings(Told told, Map<String, Login> logins, Keys keys) throws Malformed {
        Upstream.Lists lists = new Upstream.Lists(
                parsed(told, keys.allow(), RegistryConfig::globs), parsed(told, keys.deny(), RegistryConfig::globs));
        return new Settings(
                parsed(told, keys.upstreams(), text -> Upstream.parse(text, lists, logins)),
                parsed(told, keys.require(), Policy::parse),
                parsed(told, keys.local(), RegistryConfig::globs),
                Settings.FRESH,
                Settings.PATIENCE);
    }

    private interface Parser<T> {
        T parse(String text) throws Malformed;
    }

    private static <T> T parsed(Told told, Setting setting, Parser<T> parser) throws Malformed {
        Told.Value value = told.get(setting);
        try {
            return parser.parse(value.text());
        } catch (Malformed e) {
            throw new Malformed(value.place() + ": " + e.reason());
        }
    }

    private static List<Glob> globs(String text) throws Malformed {
        List<Glob> globs = new ArrayList<>();
        for (String glob : text.split(",", -1)) {
            if (!glob.isBlank()) {
                globs.add(Glob.parse(glob));
            }
        }
        return globs;
    }

    /// A refusal names the line, never what stands in it.
    private static Map<String, Login> logins(Optional<Path> file) throws Malformed, IOException {
        Map<String, Login> logins = new HashMap<>();
        if (file.isEmpty()) {
            return logins;
        }
        if (Files.size(file.get()) > MAX_FILE_BYTES) {
            throw new Malformed(file.get() + " is larger than a file with credentials can be");
        }
        List<String> lines = Files.readAllLines(file.get());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+", -1);
            if (words.length != 3) {
                throw new Malformed(file.get() + ":" + (i + 1) + ": a line is `HOST USER SECRET`");
            }
            logins.put(words[0], new Login(words[1], words[2]));
        }
        return logins;
    }
}
