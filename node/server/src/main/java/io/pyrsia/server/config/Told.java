package io.pyrsia.server.config;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What was said for each setting, and where: flags before the environment, before the file.
final class Told {

    private static final int MAX_FILE_BYTES = 1 << 16;
    private static final String VARIABLES = "PYRSIA_NODE_";
    /// Read by the launcher, not by the node.
    private static final String OPTIONS = "PYRSIA_NODE_OPTIONS";

    /// A value and how whoever said it would find it again.
    record Value(String text, String place, Path folder) {}

    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

    static Told of(List<String> flags, Map<String, String> environment, Path folder) throws Malformed, IOException {
        Told told = new Told();
        @Nullable Path file = told.readFlags(flags, folder);
        told.readEnvironment(environment, folder);
        if (file != null) {
            told.readFile(file);
        }
        return told;
    }

    Value get(Setting setting) {
        Value value = values.get(setting);
        return value == null ? new Value(setting.usual(), setting.key(), Path.of("")) : value;
    }

    /// Takes `--flag value`; gives the file that `--config` names.
    private @Nullable Path readFlags(List<String> flags, Path folder) throws Malformed {
        Path file = null;
        for (int i = 0; i < flags.size(); i += 2) {
            String flag = flags.get(i);
            if (i + 1 == flags.size()) {
                throw new Malformed(flag + " needs a value");
            }
            String value = flags.get(i + 1);
            if (flag.equals("--config")) {
                file = folder.resolve(value);
            } else {
                put(Setting::flag, flag, value, "the flag " + flag, folder);
            }
        }
        return file;
    }

    private void readEnvironment(Map<String, String> environment, Path folder) throws Malformed {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            if (variable.getKey().startsWith(VARIABLES) && !variable.getKey().equals(OPTIONS)) {
                put(Setting::variable, variable.getKey(), variable.getValue(), variable.getKey(), folder);
            }
        }
    }

    private void readFile(Path file) throws Malformed, IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new Malformed(file + " is larger than a configuration can be");
        }
        List<String> lines = lines(file);
        Told inFile = new Told();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String place = file + ":" + (i + 1);
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new Malformed(place + ": a line is `name = value`");
            }
            String name = line.substring(0, equals).strip();
            Path folder = file.toAbsolutePath().getParent();
            inFile.put(
                    Setting::key,
                    name,
                    line.substring(equals + 1).strip(),
                    place,
                    folder == null ? Path.of("/") : folder);
        }
        inFile.values.forEach(values::putIfAbsent);
    }

    private static List<String> lines(Path file) throws Malformed, IOException {
        if (Files.isDirectory(file)) {
            throw new Malformed(file + " is a folder, not a configuration");
        }
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new Malformed(file + " is not a text in UTF-8");
        }
    }

    private void put(Function<Setting, String> spelling, String name, String value, String place, Path folder)
            throws Malformed {
        Setting setting = Setting.find(spelling, name).orElse(null);
        if (setting == null) {
            throw new Malformed(
                    place + ": there is no " + name + "; did you mean " + Setting.nearest(spelling, name) + "?");
        }
        Value before = values.get(setting);
        if (before == null) {
            values.put(setting, new Value(value, place, folder));
        } else if (spelling.apply(setting).equals(setting.key())
                || spelling.apply(setting).equals(setting.flag())) {
            throw new Malformed(place + ": " + name + " was said before");
        }
    }
}
