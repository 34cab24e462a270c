package io.pyrsia.cli.node;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// TLS that believes the certificates of a file and no others.
final class Believing {

    private static final int MAX_BYTES = 1 << 20;

    private Believing() {}

    static SSLContext only(Path file) throws IOException, Malformed {
        Collection<? extends Certificate> certificates = read(file);
        if (certificates.isEmpty()) {
            throw new Malformed(file + " has no certificates");
        }
        try {
            KeyStore believed = KeyStore.getInstance("PKCS12");
            believed.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                believed.setCertificateEntry("certificate-" + number, certificate);
                number++;
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException, Malformed {
        if (Files.size(file) > MAX_BYTES) {
            throw new Malformed(file + " is larger than " + MAX_BYTES + " bytes");
        }
        try (InputStream pem = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        } catch (CertificateException e) {
            throw new Malformed(file + " has something else than certificates (PEM)");
        }
    }
}
