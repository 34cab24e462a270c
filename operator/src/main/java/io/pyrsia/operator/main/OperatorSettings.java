package io.pyrsia.operator.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.operator.seat.BuilderSettings;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the operator is told by its environment.
///
/// @param namespace where it runs and keeps its own certificates
/// @param watched the namespaces that it looks after; all if there is none
/// @param nodeImage the image of nodes that name none
/// @param builder what builds for nodes
record OperatorSettings(
        String namespace, Set<String> watched, String nodeImage, BuilderSettings builder, int httpPort) {

    private static final String PREFIX = "PYRSIA_OPERATOR_";
    private static final List<String> NAMES =
            List.of("NAMESPACE", "WATCH", "NODE_IMAGE", "BUILDER_IMAGE", "REGISTRIES", "HTTP_PORT");

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
                needed(environment, "NAMESPACE"),
                watched,
                needed(environment, "NODE_IMAGE"),
                new BuilderSettings(
                        environment.getOrDefault(PREFIX + "BUILDER_IMAGE", "").strip(), registries(environment)),
                port(environment));
    }

    /// `maven=https://…,pypi=https://…`
    private static Map<String, URI> registries(Map<String, String> environment) throws Malformed {
        TreeMap<String, URI> registries = new TreeMap<>();
        for (String part : environment.getOrDefault(PREFIX + "REGISTRIES", "").split(",", -1)) {
            String[] words = part.strip().split("=", 2);
            if (words.length == 2) {
                registries.put(words[0], address(words[1]));
            } else if (!words[0].isEmpty()) {
                throw new Malformed(PREFIX + "REGISTRIES has parts NAME=ADDRESS, not " + part);
            }
        }
        return registries;
    }

    private static URI address(String text) throws Malformed {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null && String.valueOf(address.getScheme()).startsWith("http")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // It is told below.
        }
        throw new Malformed(PREFIX + "REGISTRIES has addresses of the web, not " + text);
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
