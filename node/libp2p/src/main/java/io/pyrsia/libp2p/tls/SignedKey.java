package io.pyrsia.libp2p.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.key.PeerKey;
import java.security.PublicKey;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

/// The extension of a certificate in which a peer vouches with its own key for the certificate's.
record SignedKey(PeerKey peer, Bytes signature) {

    static final ASN1ObjectIdentifier EXTENSION = new ASN1ObjectIdentifier("1.3.6.1.4.1.53594.1.1");

    private static final Bytes PREFIX = Bytes.wrap("libp2p-tls-handshake:".getBytes(US_ASCII));

    static SignedKey sign(Identity identity, PublicKey key) {
        return new SignedKey(identity.key(), identity.sign(signed(key)));
    }

    static SignedKey parse(byte[] extension) throws Malformed {
        try {
            ASN1Sequence parts = ASN1Sequence.getInstance(extension);
            if (parts.size() != 2) {
                throw new Malformed("a peer's key in a certificate has two parts");
            }
            return new SignedKey(PeerKey.parse(octets(parts, 0)), octets(parts, 1));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Malformed("a peer's key in a certificate is not DER");
        }
    }

    DERSequence encoded() {
        return new DERSequence(new DEROctetString[] {
            new DEROctetString(peer.encoded().toArray()), new DEROctetString(signature.toArray())
        });
    }

    boolean vouchesFor(PublicKey key) {
        return peer.verifies(signed(key), signature);
    }

    private static Bytes signed(PublicKey key) {
        return Bytes.concatenate(PREFIX, Bytes.wrap(key.getEncoded()));
    }

    private static Bytes octets(ASN1Sequence parts, int index) {
        return Bytes.wrap(ASN1OctetString.getInstance(parts.getObjectAt(index)).getOctets());
    }
}
