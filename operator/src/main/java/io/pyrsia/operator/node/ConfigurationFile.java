package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.Quantity;
import io.pyrsia.crds.PyrsiaNodeSpec;
import java.math.BigDecimal;
import java.util.List;

/// The node's configuration file, `node.conf`.
final class ConfigurationFile {

    static final String NAME = "node.conf";
    static final String OPERATOR_CERTIFICATE = "operator.crt";
    /// Only to look at: the node has it from a secret, with its key.
    static final String CERTIFICATE = "tls.crt";
    static final String FOLDER = "/etc/pyrsia/node";
    static final String GENESIS_FOLDER = "/etc/pyrsia/genesis";
    static final String TLS_FOLDER = "/etc/pyrsia/tls";
    static final String DATA_FOLDER = "/var/lib/pyrsia/data";
    static final String KEYS_FOLDER = "/var/lib/pyrsia/keys";
    static final String KEY = KEYS_FOLDER + "/node.key";
    /// The volume's root can have other things in it.
    static final String DATA = DATA_FOLDER + "/node";

    /// A node's caches grow to a quarter of this.
    private static final BigDecimal STANDARD_NEEDS = BigDecimal.valueOf(1L << 30);

    private ConfigurationFile() {}

    /// All of the file but the peers: what changes here needs a restart.
    static String settings(PyrsiaNodeSpec spec) {
        return """
                data = %s
                genesis = %s/%s
                key = %s
                p2p.listen = /ip4/0.0.0.0/tcp/%d
                http.host = 0.0.0.0
                http.port = %d
                http.tls.certificate = %s/tls.crt
                http.tls.key = %s/tls.key
                http.tls.clients = %s/%s
                registry.quota = %s
                registry.oci.upstreams = %s
                registry.maven.upstreams = %s
                memory = %s
                """.formatted(
                        DATA,
                        GENESIS_FOLDER,
                        Founding.FILE,
                        KEY,
                        spec.p2p().port(),
                        spec.http().port(),
                        TLS_FOLDER,
                        TLS_FOLDER,
                        FOLDER,
                        OPERATOR_CERTIFICATE,
                        spec.packages().quota(),
                        String.join(",", spec.packages().ociUpstreams()),
                        String.join(",", spec.packages().mavenUpstreams()),
                        isSmall(spec.resources().memory()) ? "small" : "standard");
    }

    private static boolean isSmall(String memory) {
        return Quantity.getAmountInBytes(new Quantity(memory)).compareTo(STANDARD_NEEDS) < 0;
    }

    /// Peers count at the next start: nobody restarts because somebody joined, who dials the others anyway.
    static String text(PyrsiaNodeSpec spec, List<String> peers) {
        return settings(spec) + "p2p.peers = " + String.join(",", peers) + "\n";
    }
}
