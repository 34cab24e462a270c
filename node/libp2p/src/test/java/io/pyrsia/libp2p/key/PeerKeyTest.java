package io.pyrsia.libp2p.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerKeyTest {

    private static final Bytes MESSAGE = Bytes.wrap("a message".getBytes(UTF_8));

    /// The keys of the specification's page on peer ids.
    static Stream<List<String>> specification() throws IOException {
        try (InputStream file = PeerKeyTest.class.getResourceAsStream("specification.txt")) {
            return new String(file.readAllBytes(), UTF_8).lines().map(line -> List.of(line.split(" ")));
        }
    }

    @ParameterizedTest
    @MethodSource("specification")
    void readsAndWritesTheSpecificationsKeys(List<String> kindAndKey) throws Malformed {
        Bytes encoded = Bytes.fromHexString(kindAndKey.get(1));
        PeerKey key = PeerKey.parse(encoded);
        assertEquals(kindAndKey.getFirst(), key.kind().name());
        assertEquals(encoded, key.encoded());
        PeerId id = PeerId.of(key);
        boolean inline = encoded.size() <= PeerId.INLINE_BYTES;
        assertEquals(inline, id.key().isPresent());
        assertEquals(
                inline ? encoded : Digest.sha256(encoded).value(),
                id.multihash().slice(2));
        assertFalse(key.verifies(MESSAGE, Bytes.wrap(new byte[64])));
    }

    @Test
    void theSpecificationsPrivateKeyHasItsPublicKey() throws Malformed {
        Bytes seed = Bytes.fromHexString("7e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d");
        assertEquals(
                "080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e",
                new Identity(PrivateKey.ofSeed(seed)).key().encoded().toUnprefixedHexString());
    }

    @Test
    void checksRsaAndEcdsa() throws GeneralSecurityException, Malformed {
        assertChecks("RSA", 2_048, "SHA256withRSA", PeerKey.Kind.RSA);
        assertChecks("EC", 256, "SHA256withECDSA", PeerKey.Kind.ECDSA);
    }

    @Test
    void checksSecp256k1() throws Malformed, IOException {
        X9ECParameters curve = SECNamedCurves.getByName("secp256k1");
        ECDomainParameters domain = new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
        BigInteger secret = BigInteger.valueOf(123_456_789);
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, domain));
        BigInteger[] pair =
                signer.generateSignature(Digest.sha256(MESSAGE).value().toArray());
        Bytes signature = Bytes.wrap(
                new DERSequence(new ASN1Integer[] {new ASN1Integer(pair[0]), new ASN1Integer(pair[1])}).getEncoded());
        Bytes point = Bytes.wrap(domain.getG().multiply(secret).normalize().getEncoded(true));
        assertVerifies(new PeerKey(PeerKey.Kind.SECP256K1, point), signature);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_024, 8_704})
    void refusesRsaKeysOfOtherSizes(int bits) {
        // no need of a real key: the size is all that is looked at
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
        Bytes spki = Bytes.wrap(rsa(modulus));
        assertThrows(Malformed.class, () -> PeerKey.parse(encode(0, spki)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0801",
                "08011200",
                "080112200000000000000000000000000000000000000000000000000000000000000000",
                "080412201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e",
                "12201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e0801",
                "080112201ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e1800",
                "08021221057777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99"
            })
    void refusesWhatIsNoKey(String hex) {
        assertThrows(Malformed.class, () -> PeerKey.parse(Bytes.fromHexString(hex)));
    }

    private static void assertChecks(String algorithm, int size, String signing, PeerKey.Kind kind)
            throws GeneralSecurityException, Malformed {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        KeyPair pair = generator.generateKeyPair();
        Signature signature = Signature.getInstance(signing);
        signature.initSign(pair.getPrivate());
        signature.update(MESSAGE.toArray());
        assertVerifies(new PeerKey(kind, Bytes.wrap(pair.getPublic().getEncoded())), Bytes.wrap(signature.sign()));
    }

    private static void assertVerifies(PeerKey key, Bytes signature) {
        assertTrue(key.verifies(MESSAGE, signature));
        assertFalse(key.verifies(Bytes.concatenate(MESSAGE, MESSAGE), signature));
        assertFalse(key.verifies(MESSAGE, signature.slice(1)));
        assertFalse(key.verifies(MESSAGE, Bytes.wrap(new byte[2_000])));
    }

    private static byte[] rsa(BigInteger modulus) {
        try {
            return new org.bouncycastle.asn1.x509.SubjectPublicKeyInfo(
                            new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                                    org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers.rsaEncryption,
                                    org.bouncycastle.asn1.DERNull.INSTANCE),
                            new org.bouncycastle.asn1.pkcs.RSAPublicKey(modulus, BigInteger.valueOf(65_537)))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("DER can always be written", e);
        }
    }

    private static Bytes encode(int kind, Bytes data) {
        return new ProtobufWriter().number(1, kind).bytes(2, data).toBytes();
    }

    @Test
    void aKeyIsCheckedOnceAndAWrongOneEachTime() throws Malformed {
        Bytes encoded = Identity.generate(Randomness.seeded(5)).key().encoded();
        assertSame(PeerKey.parse(encoded), PeerKey.parse(encoded.copy()));
        Bytes wrong = Bytes.concatenate(encoded, Bytes.of(0));
        assertThrows(Malformed.class, () -> PeerKey.parse(wrong));
        assertThrows(Malformed.class, () -> PeerKey.parse(wrong));
    }
}
