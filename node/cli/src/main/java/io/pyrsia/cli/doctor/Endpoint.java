package io.pyrsia.cli.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host and a TCP port.
record Endpoint(String host, int port) {

    private static final int MAX_PORT = 65_535;

    private static final Pattern MULTIADDR =
            Pattern.compile("/(?:ip4|ip6|dns|dns4|dns6)/([^/]+)/tcp/([0-9]{1,5})(?:/.*)?");

    /// Of a multiaddress with TCP; nothing for other ways to a node.
    static Optional<Endpoint> parse(String multiaddr) {
        Matcher form = MULTIADDR.matcher(multiaddr);
        return form.matches() ? of(form.group(1), form.group(2)) : Optional.empty();
    }

    static Optional<Endpoint> of(String host, String port) {
        return port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= MAX_PORT
                ? Optional.of(new Endpoint(host, Integer.parseInt(port)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
