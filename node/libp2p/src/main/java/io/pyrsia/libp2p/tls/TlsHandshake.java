package io.pyrsia.libp2p.tls;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.NativeCrypto;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.transport.SecureChannel;
import io.pyrsia.libp2p.transport.Security;
import io.pyrsia.libp2p.transport.Wire;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// Secures a wire with TLS 1.3, both sides with a certificate, and agrees on the multiplexer by ALPN.
public final class TlsHandshake implements Security {

    public static final String PROTOCOL = "/tls/1.0.0";

    /// The last ALPN entry: no multiplexer agreed on.
    private static final String NO_MUXER = "libp2p";

    /// AES with 128 bits first: the fastest where the processor has it.
    private static final String[] CIPHERS = {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
    };

    /// Where we dial, the only group that we offer, for the JDK makes a key for each: everyone has both, and the native
    /// library is fast at the first.
    private static final String[] NATIVE_GROUPS = {"secp256r1"};

    private static final String[] PORTABLE_GROUPS = {"x25519"};

    /// Longer than a ticket may live, which is how the JDK is told to send none.
    private static final int NO_TICKETS_SECONDS = 8 * 24 * 3_600;

    private final Identity identity;
    private final String[] applicationProtocols;

    /// Guarded by this.
    private @Nullable SSLContext context;

    public TlsHandshake(Identity identity, List<String> muxers) {
        this.identity = identity;
        this.applicationProtocols =
                Stream.concat(muxers.stream(), Stream.of(NO_MUXER)).toArray(String[]::new);
    }

    /// Made at the first handshake: whoever starts a host need not wait for its certificate.
    private synchronized SSLContext context() {
        SSLContext made = context;
        if (made == null) {
            made = made(identity);
            context = made;
        }
        return made;
    }

    private static SSLContext made(Identity identity) {
        try {
            HandshakeProvider.install();
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    new KeyManager[] {new OneKey(OwnCertificate.issue(identity))},
                    new TrustManager[] {new PeerTrust()},
                    null);
            context.getServerSessionContext().setSessionTimeout(NO_TICKETS_SECONDS);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS 1.3", e);
        }
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public SecureChannel dial(Wire wire) throws IOException, Malformed {
        return secure(wire, true);
    }

    @Override
    public SecureChannel accept(Wire wire) throws IOException, Malformed {
        return secure(wire, false);
    }

    private SecureChannel secure(Wire wire, boolean client) throws IOException, Malformed {
        SSLEngine engine = context().createSSLEngine();
        engine.setUseClientMode(client);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setCipherSuites(CIPHERS);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(applicationProtocols);
        parameters.setNeedClientAuth(true);
        if (client) {
            parameters.setNamedGroups(NativeCrypto.provider().isPresent() ? NATIVE_GROUPS : PORTABLE_GROUPS);
        }
        engine.setSSLParameters(parameters);
        TlsRecords records = new TlsRecords(engine);
        HandshakeProvider.during(() -> records.handshake(wire));
        PeerKey peer = peerKey(engine.getSession());
        String agreed = engine.getApplicationProtocol();
        boolean muxer = agreed != null && !agreed.isEmpty() && !agreed.equals(NO_MUXER);
        return new TlsChannel(records, peer, muxer ? Optional.of(agreed) : Optional.empty());
    }

    private static PeerKey peerKey(SSLSession session) throws IOException, Malformed {
        try {
            return PeerTrust.peerKey(session.getPeerCertificates()[0]);
        } catch (CertificateException e) {
            throw new IOException(e);
        }
    }
}
