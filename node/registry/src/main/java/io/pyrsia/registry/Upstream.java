package io.pyrsia.registry;

import io.pyrsia.base.Malformed;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A registry that is asked for what this node does not have.
///
/// @param name what clients and the log call it: `docker.io`
/// @param mirrors where it can be reached, the preferred first; each serves the same
public record Upstream(String name, List<Mirror> mirrors, Lists lists) {

    /// One address of an upstream, and who this node is there.
    public record Mirror(URI base, Optional<Login> login) {}

    /// A name and a secret; its text form keeps the secret to itself.
    public record Login(String user, String secret) {

        @Override
        public String toString() {
            return user + " (and a secret)";
        }
    }

    /// What may be fetched: nothing that `deny` matches; if `allow` has anything, only what it matches.
    public record Lists(List<Glob> allow, List<Glob> deny) {

        public static final Lists ALL = new Lists(List.of(), List.of());

        public Lists {
            allow = List.copyOf(allow);
            deny = List.copyOf(deny);
        }

        boolean allows(String fullName) {
            return deny.stream().noneMatch(glob -> glob.matches(fullName))
                    && (allow.isEmpty() || allow.stream().anyMatch(glob -> glob.matches(fullName)));
        }
    }

    /// Stands for all upstreams of a node that has none: what the log and the peers know is found through it.
    static final Upstream NOWHERE = new Upstream("", List.of(), Lists.ALL);

    public Upstream {
        mirrors = List.copyOf(mirrors);
    }

    /// The pack's name with the upstream's in front, as patterns are written.
    public String fullName(Item item) {
        return name + "/" + item.pack();
    }

    public boolean allows(Item item) {
        return lists.allows(fullName(item));
    }

    /// Reads `docker.io=https://one, docker.io=https://two, ghcr.io=https://three`: the order counts.
    public static List<Upstream> parse(String text, Lists lists, Map<String, Login> logins) throws Malformed {
        Map<String, List<Mirror>> found = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9.:-]{0,127}")) {
                throw new Malformed("an upstream is NAME=URL, not '" + part.strip() + "'");
            }
            URI base = address(part.substring(equals + 1).strip());
            found.computeIfAbsent(name, ignored -> new ArrayList<>())
                    .add(new Mirror(base, Optional.ofNullable(logins.get(base.getRawAuthority()))));
        }
        return found.entrySet().stream()
                .map(entry -> new Upstream(entry.getKey(), entry.getValue(), lists))
                .toList();
    }

    private static URI address(String text) throws Malformed {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (isWeb && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below, like an address of another kind.
        }
        throw new Malformed("an upstream's address is http:// or https:// and a host, without a password: " + text);
    }
}
