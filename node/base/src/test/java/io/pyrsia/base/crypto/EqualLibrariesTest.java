package io.pyrsia.base.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.TestCurve.Point;
import io.pyrsia.base.seam.Randomness;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whether a signature is valid must not depend on the library that a node has: replicas would part.
class EqualLibrariesTest {

    private static final int ROUNDS = 8;

    private static final PortableEd25519 PORTABLE = new PortableEd25519();

    private static final List<Made> SIGNATURES = signatures();

    enum Library {
        PORTABLE,
        NATIVE;

        Ed25519Library get() {
            if (this == PORTABLE) {
                return EqualLibrariesTest.PORTABLE;
            }
            assumeTrue(NativeCrypto.provider().isPresent(), "this machine has no native library");
            return new NativeEd25519(NativeCrypto.provider().orElseThrow(), EqualLibrariesTest.PORTABLE);
        }
    }

    /// A signature that only the owner of a key can make, and whether it is one.
    private record Made(PrivateKey key, Bytes text, Bytes signature, boolean valid) {}

    @BeforeAll
    static void load() {
        NativeCrypto.loadNow();
    }

    /// The build's platform is the one that it runs on, so that the other tests do not pass for want of a library.
    @Test
    void thisMachineHasTheLibraryItWasBuiltFor() {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(machine.equals("Linux amd64"), "nothing is promised for " + machine);
        assertTrue(NativeCrypto.provider().isPresent());
        assertEquals(NativeEd25519.class, NativeCrypto.ed25519().getClass());
    }

    @ParameterizedTest
    @EnumSource
    void signsTheSameBytes(Library library) {
        for (int length : new int[] {0, 1, 63, 64, 65, 4_096}) {
            PrivateKey key = PrivateKey.generate(Randomness.seeded(length));
            byte[] text = new byte[length];
            byte[] signature = library.get().sign(key, text);
            assertArrayEquals(PORTABLE.sign(key, text), signature);
            assertTrue(library.get().verifies(key.publicKey(), text, signature));
            signature[63] ^= 1;
            assertFalse(library.get().verifies(key.publicKey(), text, signature));
        }
    }

    /// The twelve cases of "Taming the many EdDSAs" (ed25519-speccheck): all break one rule or another of ours.
    @ParameterizedTest
    @EnumSource
    void refusesTheTwelveKnownCases(Library library) throws IOException {
        try (InputStream file = EqualLibrariesTest.class.getResourceAsStream("speccheck.txt")) {
            List<String> lines = new String(file.readAllBytes(), UTF_8).lines().toList();
            assertEquals(12, lines.size());
            for (String line : lines) {
                String[] words = line.split(" ");
                assertFalse(accepts(library.get(), words), line);
            }
        }
    }

    /// The owner of a key adds points of small order to R, writes it in a second way, or chooses the neutral point.
    @ParameterizedTest
    @EnumSource
    void theyAgreeOnEverySignatureThatTheOwnerOfAKeyCanMake(Library library) {
        for (Made made : SIGNATURES) {
            assertEquals(
                    made.valid(),
                    library.get()
                            .verifies(
                                    made.key().publicKey(),
                                    made.text().toArray(),
                                    made.signature().toArray()),
                    made::toString);
        }
    }

    /// Why the order of R is checked on its own: Bouncy Castle's check accepts some of them.
    @Test
    void bouncyCastleAloneWouldDisagree() {
        List<Made> wrong = SIGNATURES.stream()
                .filter(made -> !made.valid())
                .filter(made -> Ed25519.verify(
                        made.signature().toArray(),
                        0,
                        made.key().publicKey().point(),
                        made.text().toArray(),
                        0,
                        made.text().size()))
                .toList();
        assertNotEquals(List.of(), wrong);
    }

    private static List<Made> signatures() {
        List<Made> all = new ArrayList<>();
        Point torsion = TestCurve.torsion();
        for (int round = 0; round < ROUNDS; round++) {
            PrivateKey key = PrivateKey.generate(Randomness.seeded(round));
            BigInteger nonce = TestCurve.secret(PrivateKey.generate(Randomness.seeded(1_000 + round)));
            Point honest = TestCurve.BASE.times(nonce);
            Bytes text = Bytes.of(round);
            for (int order = 0; order < 8; order++) {
                Point added = torsion.times(BigInteger.valueOf(order));
                all.add(made(key, nonce, honest.plus(added).encoded(), text, order == 0));
                all.add(made(key, BigInteger.ZERO, added.encoded(), text, false));
            }
            all.add(made(key, BigInteger.ZERO, TestCurve.respelled(TestCurve.NEUTRAL.encoded()), text, false));
            all.add(respelled(all.get(all.size() - 17)));
        }
        return all;
    }

    private static Made made(PrivateKey key, BigInteger nonce, Bytes r, Bytes text, boolean valid) {
        BigInteger s = nonce.add(TestCurve.challenge(r, key, text).multiply(TestCurve.secret(key)))
                .mod(TestCurve.GROUP_ORDER);
        return new Made(key, text, Bytes.concatenate(r, TestCurve.littleEndian(s)), valid);
    }

    /// The same with S + L, which satisfies the same equation.
    private static Made respelled(Made made) {
        BigInteger s = new BigInteger(1, made.signature().slice(32).reverse().toArrayUnsafe());
        Bytes larger = TestCurve.littleEndian(s.add(TestCurve.GROUP_ORDER));
        return new Made(
                made.key(), made.text(), Bytes.concatenate(made.signature().slice(0, 32), larger), false);
    }

    private static boolean accepts(Ed25519Library library, String[] words) {
        Bytes signature = Bytes.fromHexString(words[2]);
        try {
            PublicKey key = PublicKey.parse(Bytes.fromHexString(words[1]));
            return library.verifies(key, Bytes.fromHexString(words[0]).toArray(), signature.toArray());
        } catch (Malformed e) {
            return false;
        }
    }
}
