package io.pyrsia.base.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.tuweni.bytes.Bytes;

/// The curve of Ed25519 as its definition says it, to make signatures that no honest signer makes.
final class TestCurve {

    static final BigInteger GROUP_ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121_665)
            .multiply(BigInteger.valueOf(121_666).modInverse(P))
            .mod(P);
    private static final BigInteger ROOT_OF_MINUS_ONE =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

    static final Point NEUTRAL = new Point(BigInteger.ZERO, BigInteger.ONE);
    static final Point BASE = withY(
            BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P));

    private TestCurve() {}

    record Point(BigInteger x, BigInteger y) {

        Point plus(Point other) {
            BigInteger products = D.multiply(x)
                    .multiply(other.x)
                    .mod(P)
                    .multiply(y)
                    .mod(P)
                    .multiply(other.y)
                    .mod(P);
            BigInteger newX = x.multiply(other.y)
                    .add(y.multiply(other.x))
                    .multiply(BigInteger.ONE.add(products).modInverse(P));
            BigInteger newY = y.multiply(other.y)
                    .add(x.multiply(other.x))
                    .multiply(BigInteger.ONE.subtract(products).modInverse(P));
            return new Point(newX.mod(P), newY.mod(P));
        }

        Point times(BigInteger factor) {
            Point sum = NEUTRAL;
            for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
                sum = sum.plus(sum);
                if (factor.testBit(bit)) {
                    sum = sum.plus(this);
                }
            }
            return sum;
        }

        Bytes encoded() {
            return littleEndian(x.testBit(0) ? y.setBit(255) : y);
        }
    }

    /// A point of order 8.
    static Point torsion() {
        for (BigInteger y = BigInteger.TWO; ; y = y.add(BigInteger.ONE)) {
            if (isSquare(y)) {
                Point found = withY(y).times(GROUP_ORDER);
                if (!found.times(BigInteger.valueOf(4)).equals(NEUTRAL)) {
                    return found;
                }
            }
        }
    }

    /// The 32 bytes of a number, which may be as large as 2^256 - 1.
    static Bytes littleEndian(BigInteger value) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return Bytes.wrap(bytes);
    }

    /// The second way to write a point whose y is below 19.
    static Bytes respelled(Bytes encoded) {
        return littleEndian(new BigInteger(1, encoded.reverse().toArrayUnsafe()).add(P));
    }

    /// The number that a seed stands for.
    static BigInteger secret(PrivateKey key) {
        byte[] hash = Arrays.copyOf(sha512(key.seed()).toArrayUnsafe(), 32);
        hash[0] &= (byte) 0xf8;
        hash[31] &= 0x7f;
        hash[31] |= 0x40;
        return new BigInteger(1, Bytes.wrap(hash).reverse().toArrayUnsafe());
    }

    /// What S answers to.
    static BigInteger challenge(Bytes r, PrivateKey key, Bytes text) {
        Bytes hash = sha512(Bytes.concatenate(r, key.publicKey().bytes(), text));
        return new BigInteger(1, hash.reverse().toArrayUnsafe()).mod(GROUP_ORDER);
    }

    private static Bytes sha512(Bytes text) {
        try {
            return Bytes.wrap(MessageDigest.getInstance("SHA-512").digest(text.toArrayUnsafe()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Point withY(BigInteger y) {
        BigInteger square = squareOfX(y);
        BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!root.multiply(root).mod(P).equals(square)) {
            root = root.multiply(ROOT_OF_MINUS_ONE).mod(P);
        }
        return new Point(root.testBit(0) ? P.subtract(root) : root, y);
    }

    private static boolean isSquare(BigInteger y) {
        return squareOfX(y).modPow(P.subtract(BigInteger.ONE).shiftRight(1), P).equals(BigInteger.ONE);
    }

    private static BigInteger squareOfX(BigInteger y) {
        BigInteger square = y.multiply(y).mod(P);
        BigInteger below = D.multiply(square).add(BigInteger.ONE).modInverse(P);
        return square.subtract(BigInteger.ONE).multiply(below).mod(P);
    }
}
