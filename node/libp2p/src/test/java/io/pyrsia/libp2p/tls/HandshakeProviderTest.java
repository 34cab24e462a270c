package io.pyrsia.libp2p.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.crypto.NativeCrypto;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Soon;
import io.pyrsia.libp2p.key.Identity;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Handshakes with peers use the native library, and nothing else in the JVM does.
class HandshakeProviderTest {

    @BeforeAll
    static void load() throws Exception {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(machine.equals("Linux amd64"), "no native library is promised for " + machine);
        NativeCrypto.load();
        Soon.holds("the library is loaded", () -> NativeCrypto.provider().isPresent());
        HandshakeProvider.install();
    }

    @Test
    void handshakesAloneGetTheNativeLibrary() throws Exception {
        everythingIs(false);
        HandshakeProvider.during(() -> {
            try {
                everythingIs(true);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        });
        everythingIs(false);
    }

    /// A key that the library has to read anew costs more than the signature.
    @Test
    void theCertificatesKeyIsTranslatedOnce() {
        OneKey keys = new OneKey(OwnCertificate.issue(Identity.generate(Randomness.seeded(1))));
        assertEquals(
                "com.amazon.corretto.crypto.provider",
                keys.getPrivateKey("").getClass().getPackageName());
        assertSame(keys.getPrivateKey(""), keys.getPrivateKey(""));
    }

    private static void everythingIs(boolean isNative) throws GeneralSecurityException {
        Provider library = NativeCrypto.provider().orElseThrow();
        Provider[] used = {
            Cipher.getInstance("AES/GCM/NoPadding").getProvider(),
            KeyAgreement.getInstance("ECDH").getProvider(),
            KeyFactory.getInstance("EC").getProvider(),
            KeyPairGenerator.getInstance("EC").getProvider(),
            Signature.getInstance("SHA256withECDSA").getProvider()
        };
        for (Provider provider : used) {
            if (isNative) {
                assertSame(library, provider);
            } else {
                assertNotEquals(library, provider);
            }
        }
    }
}
