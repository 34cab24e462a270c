package io.pyrsia.builder.fetch;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Where this builder's registries are: a recipe names a registry, the operator's settings say its address.
///
/// @param addresses by the names in [#KNOWN]; each ends with a slash
public record Registries(Map<String, URI> addresses) {

    /// The names that a recipe may use.
    public static final Set<String> KNOWN = Set.of("maven", "pypi", "npm", "crates", "go", "debian", "debian-security");

    public Registries {
        TreeMap<String, URI> withSlash = new TreeMap<>();
        addresses.forEach((name, address) -> {
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (!KNOWN.contains(name) || !web || address.getHost() == null) {
                throw new IllegalArgumentException(name + " is not a registry, or its address is not one of the web");
            }
            String text = address.toString();
            withSlash.put(name, text.endsWith("/") ? address : URI.create(text + "/"));
        });
        addresses = Map.copyOf(withSlash);
    }
}
