package io.pyrsia.ledger.vrf;

import io.pyrsia.base.Digest;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.crypto.PublicKey;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// ECVRF-EDWARDS25519-SHA512-TAI (RFC 9381): a number that only a key's owner can compute and that everyone can check.
///
/// A key and an input have exactly one output, so its owner can hold it back but not choose it.
public final class Ecvrf {

    public static final int PROOF_BYTES = 80;
    public static final int OUTPUT_BYTES = 64;

    private static final int CHALLENGE_BYTES = 16;
    private static final int SUITE = 3;
    private static final int ENCODE_TO_CURVE = 1;
    private static final int CHALLENGE = 2;
    private static final int PROOF_TO_HASH = 3;
    private static final Bytes END = Bytes.of(0);

    /// A try fails with probability one half: this many never fail together.
    private static final int MAX_TRIES = 256;

    private Ecvrf() {}

    /// The proof for an input (RFC 9381, 5.1). Multiplications take the same time for every key; the sum modulo the
    /// order uses BigInteger, whose time depends a little on the nonce: do not prove on request of strangers.
    public static Bytes prove(PrivateKey key, Bytes input) {
        Bytes publicKey = key.publicKey().bytes();
        byte[] expanded = Digest.Algorithm.SHA512.start().digest(key.seed().toArrayUnsafe());
        BigInteger secret = clamped(expanded);
        EdwardsPoint hashed = toCurve(publicKey, input);
        Bytes hashedBytes = hashed.encode();
        EdwardsPoint gamma = hashed.times(secret);
        BigInteger nonce =
                number(hash(Bytes.wrap(expanded, 32, 32), hashedBytes)).mod(EdwardsPoint.ORDER);
        Bytes challenge =
                challenge(publicKey, hashedBytes, gamma.encode(), EdwardsPoint.BASE.times(nonce), hashed.times(nonce));
        BigInteger response = number(challenge).multiply(secret).add(nonce).mod(EdwardsPoint.ORDER);
        return Bytes.concatenate(gamma.encode(), challenge, scalar(response));
    }

    /// The output that the proof shows for this key and input; empty for whatever is not a proof of it (5.3).
    public static Optional<Bytes> verify(PublicKey key, Bytes input, Bytes proof) {
        if (proof.size() != PROOF_BYTES) {
            return Optional.empty();
        }
        EdwardsPoint gamma = EdwardsPoint.decode(proof.slice(0, EdwardsPoint.BYTES));
        EdwardsPoint owner = EdwardsPoint.decode(key.bytes());
        Bytes challenge = proof.slice(EdwardsPoint.BYTES, CHALLENGE_BYTES);
        BigInteger response = number(proof.slice(EdwardsPoint.BYTES + CHALLENGE_BYTES));
        if (gamma == null || owner == null || response.compareTo(EdwardsPoint.ORDER) >= 0) {
            return Optional.empty();
        }
        EdwardsPoint hashed = toCurve(key.bytes(), input);
        BigInteger minus = number(challenge);
        EdwardsPoint u =
                EdwardsPoint.BASE.times(response).plus(owner.times(minus).negated());
        EdwardsPoint v = hashed.times(response).plus(gamma.times(minus).negated());
        return challenge(key.bytes(), hashed.encode(), gamma.encode(), u, v).equals(challenge)
                ? Optional.of(output(gamma))
                : Optional.empty();
    }

    /// Hashes to a point by trying and counting up (5.4.1.1).
    static EdwardsPoint toCurve(Bytes publicKey, Bytes input) {
        for (int count = 0; count < MAX_TRIES; count++) {
            Bytes digest = hash(Bytes.of(SUITE, ENCODE_TO_CURVE), publicKey, input, Bytes.of(count), END);
            EdwardsPoint candidate = EdwardsPoint.decode(digest.slice(0, EdwardsPoint.BYTES));
            if (candidate != null) {
                EdwardsPoint cleared = candidate.timesCofactor();
                if (!cleared.isNeutral()) {
                    return cleared;
                }
            }
        }
        throw new IllegalStateException("no point in " + MAX_TRIES + " tries");
    }

    private static Bytes challenge(Bytes key, Bytes hashed, Bytes gamma, EdwardsPoint u, EdwardsPoint v) {
        return hash(Bytes.of(SUITE, CHALLENGE), key, hashed, gamma, u.encode(), v.encode(), END)
                .slice(0, CHALLENGE_BYTES);
    }

    private static Bytes output(EdwardsPoint gamma) {
        return hash(Bytes.of(SUITE, PROOF_TO_HASH), gamma.timesCofactor().encode(), END);
    }

    private static Bytes hash(Bytes... parts) {
        MessageDigest hash = Digest.Algorithm.SHA512.start();
        for (Bytes part : parts) {
            part.update(hash);
        }
        return Bytes.wrap(hash.digest());
    }

    private static BigInteger clamped(byte[] expanded) {
        byte[] low = Bytes.wrap(expanded, 0, 32).toArray();
        low[0] &= (byte) 0xf8;
        low[31] = (byte) ((low[31] & 0x7f) | 0x40);
        return number(Bytes.wrap(low));
    }

    private static BigInteger number(Bytes littleEndian) {
        return littleEndian.reverse().toUnsignedBigInteger();
    }

    private static Bytes scalar(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] result = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, result, 32 - length, length);
        return Bytes.wrap(result).reverse();
    }
}
