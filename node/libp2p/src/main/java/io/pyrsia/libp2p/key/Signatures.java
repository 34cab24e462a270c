package io.pyrsia.libp2p.key;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/// How each kind of key is decoded and checks a signature.
final class Signatures {

    /// Smaller RSA keys are weak, larger ones take seconds to check.
    private static final int RSA_MIN_BITS = 2_048;

    private static final int RSA_MAX_BITS = 8_192;
    /// The longest DER form of two 256-bit numbers, and of two 521-bit ones for ECDSA.
    private static final int DER_SIGNATURE_BYTES = 144;

    private static final ECDomainParameters SECP256K1 = secp256k1();

    private Signatures() {}

    static SignatureCheck ed25519(Bytes data) throws Malformed {
        return io.pyrsia.base.crypto.PublicKey.parse(data)::verifies;
    }

    static SignatureCheck rsa(Bytes data) throws Malformed {
        PublicKey key = decode("RSA", data);
        int bits = ((RSAPublicKey) key).getModulus().bitLength();
        if (bits < RSA_MIN_BITS || bits > RSA_MAX_BITS) {
            throw new Malformed("an RSA key has " + RSA_MIN_BITS + " to " + RSA_MAX_BITS + " bits, not " + bits);
        }
        return (message, signature) -> verifies("SHA256withRSA", key, message, signature, RSA_MAX_BITS / 8);
    }

    static SignatureCheck ecdsa(Bytes data) throws Malformed {
        PublicKey key = decode("EC", data);
        return (message, signature) -> verifies("SHA256withECDSA", key, message, signature, DER_SIGNATURE_BYTES);
    }

    static SignatureCheck secp256k1(Bytes data) throws Malformed {
        if (data.size() != 33) {
            throw new Malformed("a secp256k1 key has 33 bytes, not " + data.size());
        }
        ECPublicKeyParameters key;
        try {
            ECPoint point = SECP256K1.getCurve().decodePoint(data.toArray());
            key = new ECPublicKeyParameters(point, SECP256K1);
        } catch (IllegalArgumentException e) {
            throw new Malformed("not a point of secp256k1");
        }
        return (message, signature) -> verifiesSecp256k1(key, message, signature);
    }

    private static boolean verifiesSecp256k1(ECPublicKeyParameters key, Bytes message, Bytes signature) {
        if (signature.size() > DER_SIGNATURE_BYTES) {
            return false;
        }
        try {
            ASN1Sequence pair = ASN1Sequence.getInstance(signature.toArray());
            if (pair.size() != 2) {
                return false;
            }
            BigInteger r = ASN1Integer.getInstance(pair.getObjectAt(0)).getValue();
            BigInteger s = ASN1Integer.getInstance(pair.getObjectAt(1)).getValue();
            ECDSASigner signer = new ECDSASigner();
            signer.init(false, key);
            return signer.verifySignature(Digest.sha256(message).value().toArray(), r, s);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return false; // not DER
        }
    }

    private static boolean verifies(String algorithm, PublicKey key, Bytes message, Bytes signature, int limit) {
        if (signature.size() > limit) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(key);
            check.update(message.toArrayUnsafe());
            return check.verify(signature.toArray());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static PublicKey decode(String algorithm, Bytes data) throws Malformed {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(data.toArray()));
        } catch (GeneralSecurityException e) {
            throw new Malformed("not an " + algorithm + " key");
        }
    }

    private static ECDomainParameters secp256k1() {
        X9ECParameters curve = SECNamedCurves.getByName("secp256k1");
        return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }
}
