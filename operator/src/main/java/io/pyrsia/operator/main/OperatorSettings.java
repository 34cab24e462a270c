package io.pyrsia.operator.main;

import io.pyrsia.base.Malformed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the operator is told by its environment.
///
/// @param namespace where it runs and keeps its own certificates
/// @param watched the namespaces that it looks after; all if there is none
/// @param nodeImage the image of nodes that name none
record OperatorSettings(String namespace, Set<String> watched, String nodeImage, int httpPort) {

    private static final String PREFIX = "PYRSIA_OPERATOR_";
    private static final List<String> NAMES = List.of("NAMESPACE", "WATCH", "NODE_IMAGE", "HTTP_PORT");

    OperatorSettings {
        watched = Set.copyOf(watched);
    }

    static OperatorSettings read(Map<String, String> environment) throws Malformed {
        for (String name : environment.keySet()) {
            if (name.startsWith(PREFIX) && !NAMES.contains(name.substring(PREFIX.length()))) {
                throw new Malformed("there is no setting " + name);
            }
        }
        TreeSet<String> watched = new TreeSet<>();
        Arrays.stream(environment.getOrDefault(PREFIX + "WATCH", "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(watched::add);
        return new OperatorSettings(
                needed(environment, "NAMESPACE"), watched, needed(environment, "NODE_IMAGE"), port(environment));
    }

    private static String needed(Map<String, String> environment, String name) throws Malformed {
        String value = environment.getOrDefault(PREFIX + name, "").strip();
        if (value.isEmpty()) {
            throw new Malformed(PREFIX + name + " is needed");
        }
        return value;
    }

    private static int port(Map<String, String> environment) throws Malformed {
        String value = environment.getOrDefault(PREFIX + "HTTP_PORT", "8080").strip();
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) >= 1 << 16) {
            throw new Malformed(PREFIX + "HTTP_PORT is a port, not " + value);
        }
        return Integer.parseInt(value);
    }
}
