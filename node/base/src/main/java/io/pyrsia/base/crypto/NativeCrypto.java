package io.pyrsia.base.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.Provider;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The cryptography that is written for this machine's processor (AWS-LC, by the Amazon Corretto Crypto Provider),
/// where there is one.
///
/// It is never waited for: its load and its test of itself take as long as the rest of a node's start, and what it does
/// can be done without it, only slower and with the same results. It stands in no list of providers: who wants it asks
/// here.
public final class NativeCrypto {

    private static final System.Logger LOG = System.getLogger(NativeCrypto.class.getName());

    /// Without it the provider makes no keys of raw Ed25519.
    private static final String OWN_KEYS = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private static final PortableEd25519 PORTABLE = new PortableEd25519();

    private static final AtomicBoolean LOADING = new AtomicBoolean();

    /// Both written once, by the thread that loads.
    private static volatile Optional<Provider> provider = Optional.empty();

    private static volatile Ed25519Library ed25519 = PORTABLE;

    private NativeCrypto() {}

    /// Begins to load it in the background; the second time changes nothing.
    public static void load() {
        if (LOADING.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("native-crypto").start(NativeCrypto::loadNow);
        }
    }

    /// Who offers it, once it is loaded and its test of itself went well.
    public static Optional<Provider> provider() {
        return provider;
    }

    static Ed25519Library ed25519() {
        return ed25519;
    }

    static void loadNow() {
        System.setProperty(OWN_KEYS, "true");
        try {
            AmazonCorrettoCryptoProvider found = AmazonCorrettoCryptoProvider.INSTANCE;
            if (found.getLoadingError() != null) {
                without(found.getLoadingError());
            } else if (found.runSelfTests() != SelfTestStatus.PASSED) {
                without(new IllegalStateException("its test of itself failed"));
            } else {
                ed25519 = new NativeEd25519(found, PORTABLE);
                provider = Optional.of(found);
            }
        } catch (LinkageError e) {
            without(e);
        }
    }

    private static void without(Throwable reason) {
        LOG.log(
                System.Logger.Level.INFO,
                () -> "no native cryptography on this machine, signatures and connections cost more: " + reason);
    }
}
