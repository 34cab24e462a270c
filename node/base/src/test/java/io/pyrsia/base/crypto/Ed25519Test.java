package io.pyrsia.base.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Randomness;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {

    private static final BigInteger GROUP_ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /// RFC 8032, section 7.1.
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,0x,"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,0x72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00"
    })
    void signsAsTheStandardSays(String seed, String key, String message, String signature) throws Malformed {
        PrivateKey signer = PrivateKey.ofSeed(Bytes.fromHexString(seed));
        assertEquals(key, signer.publicKey().toString());
        assertEquals(Bytes.fromHexString(signature), signer.sign(Bytes.fromHexString(message)));
        assertTrue(signer.publicKey().verifies(Bytes.fromHexString(message), Bytes.fromHexString(signature)));
    }

    @Property(tries = 100)
    void refusesAnyFlippedBit(@ForAll byte[] text, @ForAll @IntRange(max = 511) int bit) {
        PrivateKey signer = PrivateKey.generate(Randomness.seeded(bit));
        Bytes signature = signer.sign(Bytes.wrap(text));
        byte[] mutated = signature.toArray();
        mutated[bit / 8] ^= (byte) (1 << bit % 8);
        assertTrue(signer.publicKey().verifies(Bytes.wrap(text), signature));
        assertFalse(signer.publicKey().verifies(Bytes.wrap(text), Bytes.wrap(mutated)));
    }

    /// S + L satisfies the same equation as S: only the smaller one is a signature.
    @Test
    void refusesTheSecondSpellingOfASignature() {
        PrivateKey signer = PrivateKey.generate(Randomness.seeded(1));
        Bytes text = Bytes.of(1, 2, 3);
        Bytes signature = signer.sign(text);
        BigInteger s = new BigInteger(1, signature.slice(32).reverse().toArrayUnsafe());
        Bytes larger = Bytes.wrap(s.add(GROUP_ORDER).toByteArray()).trimLeadingZeros();
        Bytes padded = Bytes.concatenate(Bytes.wrap(new byte[32 - larger.size()]), larger);
        Bytes malleated = Bytes.concatenate(signature.slice(0, 32), padded.reverse());
        assertFalse(signer.publicKey().verifies(text, malleated));
        assertTrue(signer.publicKey().verifies(text, signature));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void refusesKeysOfSmallOrderAndKeysSpelledTwice(String key) {
        assertThrows(Malformed.class, () -> PublicKey.parse(Bytes.fromHexString(key)));
    }

    @Test
    void aPrivateKeyDoesNotPrintItsSecret() {
        PrivateKey key = PrivateKey.generate(Randomness.seeded(7));
        assertFalse(key.toString().contains(key.seed().toUnprefixedHexString()));
    }
}
