package io.pyrsia.server.config;

import io.pyrsia.base.Malformed;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.Loopback;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Everything that a node is told before it starts.
///
/// @param data the folder that the node keeps everything in
/// @param genesis the file that names the network
/// @param key the file with the private key
/// @param passphrase the file with the key's passphrase
/// @param peers whom to stay connected to; each address ends with the peer's id
/// @param log the file that the node's lines go to
/// @param isSmall whether the node shares its machine with others
public record NodeConfig(
        Path data,
        Path genesis,
        Path key,
        Optional<Path> passphrase,
        List<Multiaddr> listen,
        List<Multiaddr> peers,
        HttpConfig http,
        RegistryConfig registry,
        SharingConfig sharing,
        WitnessConfig witness,
        Optional<Path> log,
        boolean isSmall) {

    /// How the HTTP server is reached and who may make changes.
    ///
    /// @param token the file with the token for changes
    public record HttpConfig(String host, int port, Optional<TlsFiles> tls, Path token) {}

    /// The files of the HTTP server's TLS.
    ///
    /// @param clients the authorities of client certificates that may make changes
    /// @param fingerprints if there are any, only client certificates with one of these SHA-256 may
    public record TlsFiles(Path certificate, Path key, Optional<Path> clients, Set<String> fingerprints) {

        public TlsFiles {
            fingerprints = Set.copyOf(fingerprints);
        }
    }

    public NodeConfig {
        listen = List.copyOf(listen);
        peers = List.copyOf(peers);
    }

    /// Reads flags, then the environment, then the file that `--config` names; the first that says something holds.
    /// Paths are relative to where they are said: to the file's folder or to `folder`.
    public static NodeConfig read(List<String> flags, Map<String, String> environment, Path folder)
            throws Malformed, IOException {
        Told told = Told.of(flags, environment, folder);
        Path data = path(told, Setting.DATA)
                .orElseThrow(() -> new Malformed(
                        "where is the node's data? Say `data = FOLDER`, --data FOLDER or " + Setting.DATA.variable()));
        return new NodeConfig(
                data,
                path(told, Setting.GENESIS).orElse(data.resolve("genesis.json")),
                path(told, Setting.KEY).orElse(data.resolve("node.key")),
                path(told, Setting.KEY_PASSPHRASE_FILE),
                addresses(told, Setting.P2P_LISTEN),
                addresses(told, Setting.P2P_PEERS),
                http(told, data),
                RegistryConfig.of(told, data),
                SharingConfig.of(told),
                WitnessConfig.of(told, data),
                path(told, Setting.LOG_FILE),
                isSmall(told));
    }

    /// One line for each setting: its name, what it is if nobody says, and what it means.
    public static String describe() {
        StringBuilder text = new StringBuilder();
        for (Setting setting : Setting.values()) {
            text.append("# %s%n# %s = %s%n".formatted(setting.meaning(), setting.key(), setting.usual()));
        }
        return text.toString();
    }

    private static HttpConfig http(Told told, Path data) throws Malformed {
        String host = told.get(Setting.HTTP_HOST).text();
        Optional<Path> certificate = path(told, Setting.HTTP_TLS_CERTIFICATE);
        Optional<Path> key = path(told, Setting.HTTP_TLS_KEY);
        Optional<Path> clients = path(told, Setting.HTTP_TLS_CLIENTS);
        Set<String> fingerprints = fingerprints(told.get(Setting.HTTP_TLS_CLIENT_FINGERPRINTS));
        boolean knowsClients = clients.isPresent() || !fingerprints.isEmpty();
        if (certificate.isPresent() != key.isPresent() || (knowsClients && key.isEmpty())) {
            throw new Malformed(
                    "TLS needs both " + Setting.HTTP_TLS_CERTIFICATE.key() + " and " + Setting.HTTP_TLS_KEY.key());
        }
        Optional<TlsFiles> tls = certificate.isPresent() && key.isPresent()
                ? Optional.of(new TlsFiles(certificate.get(), key.get(), clients, fingerprints))
                : Optional.empty();
        if (tls.isEmpty() && !Loopback.is(host)) {
            throw new Malformed(told.get(Setting.HTTP_HOST).place() + ": on " + host
                    + " others can read and change what is sent: set " + Setting.HTTP_TLS_CERTIFICATE.key() + " and "
                    + Setting.HTTP_TLS_KEY.key() + ", or use 127.0.0.1");
        }
        return new HttpConfig(
                host, port(told), tls, path(told, Setting.HTTP_TOKEN).orElse(data.resolve(ApiToken.FILE_NAME)));
    }

    /// As `openssl x509 -fingerprint -sha256` prints them, or without the colons.
    private static Set<String> fingerprints(Told.Value value) throws Malformed {
        Set<String> fingerprints = new TreeSet<>();
        for (String text : value.text().split(",", -1)) {
            String fingerprint = text.strip().replace(":", "").toLowerCase(Locale.ROOT);
            if (!fingerprint.isEmpty() && !fingerprint.matches("[0-9a-f]{64}")) {
                throw new Malformed(
                        value.place() + ": a SHA-256 fingerprint has 64 hexadecimal digits, not " + text.strip());
            }
            if (!fingerprint.isEmpty()) {
                fingerprints.add(fingerprint);
            }
        }
        return fingerprints;
    }

    private static int port(Told told) throws Malformed {
        Told.Value value = told.get(Setting.HTTP_PORT);
        try {
            int port = Integer.parseInt(value.text());
            if (port >= 0 && port < 1 << 16) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too large.
        }
        throw new Malformed(value.place() + ": a port is a number up to 65535, not " + value.text());
    }

    private static boolean isSmall(Told told) throws Malformed {
        Told.Value value = told.get(Setting.MEMORY);
        return switch (value.text()) {
            case "small" -> true;
            case "standard" -> false;
            default -> throw new Malformed(value.place() + ": memory is standard or small, not " + value.text());
        };
    }

    static Optional<Path> path(Told told, Setting setting) throws Malformed {
        Told.Value value = told.get(setting);
        if (value.text().isEmpty() || value.text().equals(setting.usual())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    value.folder().resolve(value.text()).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new Malformed(value.place() + ": no file can have that name");
        }
    }

    private static List<Multiaddr> addresses(Told told, Setting setting) throws Malformed {
        Told.Value value = told.get(setting);
        List<Multiaddr> addresses = new ArrayList<>();
        for (String address : value.text().split(",", -1)) {
            if (!address.isBlank()) {
                try {
                    addresses.add(Multiaddr.parse(address.strip()));
                } catch (Malformed e) {
                    throw new Malformed(value.place() + ": " + e.reason());
                }
            }
        }
        return addresses;
    }
}
