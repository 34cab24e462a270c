package io.pyrsia.ledger.vrf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.crypto.PublicKey;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ECVRF against RFC 9381, appendix B.3 (examples 16, 17, 18), and against proofs that are none.
class EcvrfTest {

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, 0x,"
                + " 91bbed02a99461df1ad4c6564a5f5d829d0b90cfc7903e7a5797bd658abf3318,"
                + " 8657106690b5526245a92b003bb079ccd1a92130477671f6fc01ad16f26f723f26f8a57ccaed74ee1b190bed1f479d9727d2d0f9b005a6e456a35d4fb0daab1268a1b0db10836d9826a528ca76567805,"
                + " 90cf1df3b703cce59e2a35b925d411164068269d7b2d29f3301c03dd757876ff66b71dda49d2de59d03450451af026798e8f81cd2e333de5cdf4f3e140fdd8ae",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, 0x72,"
                + " 5b659fc3d4e9263fd9a4ed1d022d75eaacc20df5e09f9ea937502396598dc551,"
                + " f3141cd382dc42909d19ec5110469e4feae18300e94f304590abdced48aed5933bf0864a62558b3ed7f2fea45c92a465301b3bbf5e3e54ddf2d935be3b67926da3ef39226bbc355bdc9850112c8f4b02,"
                + " eb4440665d3891d668e7e0fcaf587f1b4bd7fbfe99d0eb2211ccec90496310eb5e33821bc613efb94db5e5b54c70a848a0bef4553a41befc57663b56373a5031",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7, 0xaf82,"
                + " bf4339376f5542811de615e3313d2b36f6f53c0acfebb482159711201192576a,"
                + " 9bc0f79119cc5604bf02d23b4caede71393cedfbb191434dd016d30177ccbf8096bb474e53895c362d8628ee9f9ea3c0e52c7a5c691b6c18c9979866568add7a2d41b00b05081ed0f58ee5e31b3a970e,"
                + " 645427e5d00c62a23fb703732fa5d892940935942101e456ecca7bb217c61c452118fec1219202a0edcf038bb6373241578be7217ba85a2687f7a0310b2df19f",
    })
    void theRfcsVectorsHold(String seed, String input, String point, String proof, String output) throws Malformed {
        PrivateKey key = PrivateKey.ofSeed(Bytes.fromHexString(seed));
        Bytes alpha = Bytes.fromHexString(input);
        assertEquals(
                Bytes.fromHexString(point),
                Ecvrf.toCurve(key.publicKey().bytes(), alpha).encode());
        assertEquals(Bytes.fromHexString(proof), Ecvrf.prove(key, alpha));
        assertEquals(
                Optional.of(Bytes.fromHexString(output)),
                Ecvrf.verify(key.publicKey(), alpha, Bytes.fromHexString(proof)));
    }

    @Test
    void everyChangedBitOfAProofIsRefused() {
        PrivateKey key = PrivateKey.generate(new SplittableRandom(1));
        Bytes input = Bytes.of(1, 2, 3);
        Bytes proof = Ecvrf.prove(key, input);
        for (int bit = 0; bit < proof.size() * 8; bit += 7) {
            byte[] changed = proof.toArray();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Optional.empty(), Ecvrf.verify(key.publicKey(), input, Bytes.wrap(changed)), "bit " + bit);
        }
    }

    @Test
    void aProofHoldsForItsKeyAndInputOnly() {
        PrivateKey key = PrivateKey.generate(new SplittableRandom(1));
        PublicKey other = PrivateKey.generate(new SplittableRandom(2)).publicKey();
        Bytes proof = Ecvrf.prove(key, Bytes.of(1));
        assertNotEquals(Optional.empty(), Ecvrf.verify(key.publicKey(), Bytes.of(1), proof));
        assertEquals(Optional.empty(), Ecvrf.verify(other, Bytes.of(1), proof));
        assertEquals(Optional.empty(), Ecvrf.verify(key.publicKey(), Bytes.of(2), proof));
        assertEquals(Optional.empty(), Ecvrf.verify(key.publicKey(), Bytes.of(1), proof.slice(0, 79)));
        assertEquals(Optional.empty(), Ecvrf.verify(key.publicKey(), Bytes.of(1), Bytes.wrap(new byte[80])));
    }

    @Test
    void pointsHaveOneEncoding() {
        Bytes fieldOrder = Bytes.fromHexString("0xedffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        Bytes negativeZero = Bytes.fromHexString("0x0100000000000000000000000000000000000000000000000000000000000080");
        assertNull(EdwardsPoint.decode(fieldOrder), "zero, written as the field's order");
        assertNull(EdwardsPoint.decode(negativeZero), "x = 0 with the sign set");
        assertEquals(
                EdwardsPoint.NEUTRAL.encode(),
                EdwardsPoint.BASE.times(EdwardsPoint.ORDER).encode());
        assertEquals(
                Bytes.fromHexString("0x5866666666666666666666666666666666666666666666666666666666666666"),
                EdwardsPoint.BASE.encode());
    }
}
