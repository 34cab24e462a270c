package io.pyrsia.server.config;

import io.pyrsia.base.Spelling;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// One thing that a node can be told: its name in the file, what it is when nobody says, and what it means.
///
/// `http.port` in the file is `PYRSIA_NODE_HTTP_PORT` in the environment and `--http-port` as a flag.
enum Setting {
    DATA("data", "", "the folder that the node keeps everything in"),
    GENESIS("genesis", "genesis.json", "the file that names the network and its first authorities"),
    KEY("key", "", "the file with the node's private key; node.key in the data folder if empty"),
    KEY_PASSPHRASE_FILE("key.passphrase-file", "", "a file with the passphrase that the key file is encrypted with"),
    P2P_LISTEN("p2p.listen", "/ip4/0.0.0.0/tcp/44000", "where other nodes reach this one, separated by commas"),
    P2P_PEERS("p2p.peers", "", "nodes to stay connected to, each address with /p2p/ and its id"),
    HTTP_HOST("http.host", "127.0.0.1", "the address of the HTTP server"),
    HTTP_PORT("http.port", "7888", "the port of the HTTP server; 0 takes any"),
    HTTP_TLS_CERTIFICATE("http.tls.certificate", "", "a file with the certificate chain of the HTTP server (PEM)"),
    HTTP_TLS_KEY("http.tls.key", "", "a file with the private key of that certificate (PEM)"),
    HTTP_TLS_CLIENTS(
            "http.tls.clients", "", "a file with the authorities of client certificates that may make changes"),
    HTTP_TLS_CLIENT_FINGERPRINTS(
            "http.tls.client-fingerprints",
            "",
            "SHA-256 of the client certificates that may make changes, separated by commas; all of the above if empty"),
    HTTP_TOKEN("http.token", "", "the file with the token for changes; api-token in the data folder if empty"),
    REGISTRY_QUOTA("registry.quota", "20 GiB", "how much disk packages may take; the longest unused leave first"),
    REGISTRY_SCRUB(
            "registry.scrub", "4 MiB", "how much of the stored packages is read a second in search of rot; 0 is never"),
    REGISTRY_CREDENTIALS(
            "registry.credentials", "", "a file with a line `HOST USER SECRET` for each upstream that wants to know"),
    REGISTRY_PUSH_TOKEN(
            "registry.push-token", "", "the file with the token for pushing; push-token in the data folder if empty"),
    REGISTRY_OCI_UPSTREAMS(
            "registry.oci.upstreams", "", "where images come from, in this order: NAME=URL, separated by commas"),
    REGISTRY_OCI_ALLOW("registry.oci.allow", "", "patterns of the only images that are fetched, such as docker.io/a/*"),
    REGISTRY_OCI_DENY("registry.oci.deny", "", "patterns of images that are never fetched"),
    REGISTRY_OCI_REQUIRE(
            "registry.oci.require", "any *", "LEVEL PATTERN, separated by commas: VERIFIED, TRUSTED, UNTRUSTED or any"),
    REGISTRY_MAVEN_UPSTREAMS(
            "registry.maven.upstreams",
            "",
            "where Maven files come from, in this order: NAME=URL, separated by commas"),
    REGISTRY_MAVEN_ALLOW(
            "registry.maven.allow",
            "",
            "patterns of the only packages that are fetched, such as central/org.example/*"),
    REGISTRY_MAVEN_DENY("registry.maven.deny", "", "patterns of packages that are never fetched"),
    REGISTRY_MAVEN_REQUIRE("registry.maven.require", "any *", "LEVEL PATTERN, separated by commas, as for images"),
    REGISTRY_MAVEN_LOCAL(
            "registry.maven.local", "", "patterns of packages that are deployed to this node, such as org.example/*"),
    REGISTRY_OCI_LOCAL("registry.oci.local", "", "patterns of repositories that are this node's own, such as local/*"),
    LOG_WITNESSES(
            "log.witnesses",
            "",
            "a policy file (C2SP tlog-policy); its witnesses that have a URL are asked to cosign the log's checkpoints"),
    WITNESS_LOGS(
            "witness.logs",
            "",
            "a policy file with the logs that this node cosigns as a witness, each with the keys of all its authorities"),
    WITNESS_NAME("witness.name", "", "the name under which it does so, such as witness.example.org"),
    WITNESS_KEY("witness.key", "", "the file with the key for it; witness.key in the data folder if empty"),
    SWARM_UPLOAD("swarm.upload", "0", "bytes a second to all peers together, such as 20 MB; 0 is without limit"),
    SWARM_UPLOAD_PER_PEER("swarm.upload-per-peer", "0", "bytes a second to each peer; 0 is without limit"),
    SWARM_UPLOAD_SLOTS(
            "swarm.upload-slots", "4", "peers that are given packages at the same time; 0 gives and offers nothing"),
    SWARM_DOWNLOAD("swarm.download", "0", "bytes a second from all peers together; 0 is without limit"),
    SWARM_DOWNLOAD_PER_PEER("swarm.download-per-peer", "0", "bytes a second from each peer; 0 is without limit"),
    LOG_FILE(
            "log.file",
            "",
            "a file for the node's lines, of which four of 4 MiB are kept; they go to the standard output if empty"),
    MEMORY("memory", "standard", "standard, or small for a node among several on one machine");

    private final String key;
    private final String usual;
    private final String meaning;

    Setting(String key, String usual, String meaning) {
        this.key = key;
        this.usual = usual;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    String usual() {
        return usual;
    }

    String meaning() {
        return meaning;
    }

    String variable() {
        return "PYRSIA_NODE_" + name();
    }

    String flag() {
        return "--" + key.replace('.', '-');
    }

    /// The setting with this name in one of its three spellings.
    static Optional<Setting> find(Function<Setting, String> spelling, String name) {
        return Arrays.stream(values())
                .filter(setting -> spelling.apply(setting).equals(name))
                .findFirst();
    }

    /// The spelling that is most like a name that is none.
    static String nearest(Function<Setting, String> spelling, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .map(spelling)
                .min(Comparator.comparingInt(known -> Spelling.distance(known.toLowerCase(Locale.ROOT), wanted)))
                .orElseThrow();
    }
}
