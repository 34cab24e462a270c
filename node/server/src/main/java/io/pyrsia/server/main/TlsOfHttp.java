package io.pyrsia.server.main;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.common.tls.TlsConfig;
import io.pyrsia.base.Malformed;
import io.pyrsia.server.config.NodeConfig.HttpConfig;
import io.pyrsia.server.config.NodeConfig.TlsFiles;
import java.util.Optional;

/// TLS of the HTTP server, from the files that the configuration names.
final class TlsOfHttp {

    private TlsOfHttp() {}

    static Optional<Tls> of(HttpConfig config) throws Malformed {
        if (config.tls().isEmpty()) {
            return Optional.empty();
        }
        TlsFiles files = config.tls().get();
        try {
            Keys own = Keys.builder()
                    .pem(pem -> pem.key(Resource.create(files.key())).certChain(Resource.create(files.certificate())))
                    .build();
            TlsConfig.Builder tls = Tls.builder()
                    .privateKey(own.privateKey().orElseThrow())
                    .privateKeyCertChain(own.certChain())
                    .clientAuth(TlsClientAuth.NONE);
            files.clients().ifPresent(clients -> tls.clientAuth(TlsClientAuth.OPTIONAL)
                    .trust(Keys.builder()
                            .pem(pem -> pem.certificates(Resource.create(clients)))
                            .build()
                            .certs()));
            return Optional.of(tls.build());
        } catch (RuntimeException e) {
            throw new Malformed("TLS of the HTTP server cannot be set up from " + files.certificate() + " and "
                    + files.key() + ": " + e.getMessage());
        }
    }
}
