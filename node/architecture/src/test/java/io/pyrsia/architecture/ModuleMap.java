package io.pyrsia.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who may know whom: docs/ARCHITECTURE.md draws it, this enforces it. Everyone knows `base`; of row 4 only `bench`
/// knows somebody, the node it measures.
final class ModuleMap {

    private static final Set<String> ROWS_1_TO_3 =
            Set.of("base", "libp2p", "storage", "consensus", "log", "client", "registry", "swarm", "ledger");

    private static final Set<String> MEASURED = Set.of(
            "base",
            "libp2p",
            "storage",
            "consensus",
            "log",
            "client",
            "registry",
            "swarm",
            "ledger",
            "server",
            "builder");

    static final Map<String, Set<String>> KNOWS = new TreeMap<>(Map.ofEntries(
            Map.entry("base", Set.of()),
            Map.entry("crds", Set.of()),
            Map.entry("libp2p", Set.of()),
            Map.entry("storage", Set.of()),
            Map.entry("consensus", Set.of()),
            Map.entry("log", Set.of()),
            Map.entry("client", Set.of()),
            Map.entry("registry", Set.of("ledger", "log", "storage")),
            Map.entry("swarm", Set.of("libp2p", "storage")),
            Map.entry("ledger", Set.of("log")),
            Map.entry("server", ROWS_1_TO_3),
            Map.entry("sim", Set.of("consensus", "ledger", "log", "storage")),
            Map.entry("cli", Set.of("client", "log")),
            Map.entry("builder", Set.of("client", "crds")),
            Map.entry("operator", Set.of("client", "crds")),
            Map.entry("bench", MEASURED)));

    private ModuleMap() {}

    /// The dependencies that the map does not have, as sentences that say what to do.
    static List<String> violations(JavaClasses classes, String rootPackage) {
        TreeSet<String> found = new TreeSet<>();
        for (JavaClass from : classes) {
            String module = module(from, rootPackage);
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String known = module(dependency.getTargetClass(), rootPackage);
                if (!module.isEmpty() && !known.isEmpty() && !mayKnow(module, known)) {
                    found.add("'" + module + "' may not know '" + known + "': " + dependency.getDescription()
                            + ". Put an adapter into 'server', or change the map in docs/ARCHITECTURE.md and"
                            + " ModuleMap with the reason.");
                }
            }
        }
        return new ArrayList<>(found);
    }

    private static boolean mayKnow(String module, String known) {
        return known.equals(module)
                || known.equals("base")
                || KNOWS.getOrDefault(module, Set.of()).contains(known);
    }

    /// The module that a class belongs to: the first package below the root, or nothing for everybody else's classes.
    static String module(JavaClass type, String rootPackage) {
        String name = type.getPackageName();
        if (!name.startsWith(rootPackage + ".")) {
            return "";
        }
        String inner = name.substring(rootPackage.length() + 1);
        int dot = inner.indexOf('.');
        return dot < 0 ? inner : inner.substring(0, dot);
    }
}
