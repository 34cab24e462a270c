package io.pyrsia.libp2p.tls;

import io.pyrsia.base.crypto.NativeCrypto;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Offers the host's one certificate, whatever the other side asks for.
final class OneKey extends X509ExtendedKeyManager {

    private static final String ALIAS = "peer";

    private final OwnCertificate own;

    /// The key as the native library has it, which else would read it anew for each signature; set once that is loaded.
    private volatile @Nullable PrivateKey translated;

    OneKey(OwnCertificate own) {
        this.own = own;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return fits(type);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
        return fits(type);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return new X509Certificate[] {own.certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        PrivateKey known = translated;
        if (known == null) {
            known = NativeCrypto.provider().map(this::translate).orElse(null);
            translated = known;
        }
        return known == null ? own.key() : known;
    }

    private PrivateKey translate(Provider library) {
        try {
            return (PrivateKey) KeyFactory.getInstance("EC", library).translateKey(own.key());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of P-256 is one everywhere", e);
        }
    }

    private static @Nullable String fits(String type) {
        return type.equals("EC") ? ALIAS : null;
    }
}
