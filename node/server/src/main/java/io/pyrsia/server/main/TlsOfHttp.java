package io.pyrsia.server.main;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.pyrsia.base.Malformed;
import io.pyrsia.server.config.NodeConfig.HttpConfig;
import io.pyrsia.server.config.NodeConfig.TlsFiles;
import io.pyrsia.server.http.HttpTls;
import io.pyrsia.server.http.KnownClients;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// TLS of the HTTP server, from the files that the configuration names.
final class TlsOfHttp {

    private TlsOfHttp() {}

    static Optional<HttpTls> of(HttpConfig config) throws Malformed {
        if (config.tls().isEmpty()) {
            return Optional.empty();
        }
        TlsFiles files = config.tls().get();
        try {
            Keys own = Keys.builder()
                    .pem(pem -> pem.key(Resource.create(files.key())).certChain(Resource.create(files.certificate())))
                    .build();
            List<X509Certificate> authorities =
                    files.clients().isPresent() ? certificates(files.clients().get()) : List.of();
            return Optional.of(new HttpTls(
                    own.privateKey().orElseThrow(),
                    own.certChain(),
                    KnownClients.of(authorities, files.fingerprints())));
        } catch (RuntimeException e) {
            throw new Malformed("TLS of the HTTP server cannot be set up from " + files.certificate() + " and "
                    + files.key() + ": " + e.getMessage());
        }
    }

    private static List<X509Certificate> certificates(Path file) throws Malformed {
        List<X509Certificate> found = Keys.builder()
                .pem(pem -> pem.certificates(Resource.create(file)))
                .build()
                .certs();
        if (found.isEmpty()) {
            throw new Malformed("http.tls.clients: " + file + " has no certificate");
        }
        return found;
    }
}
