package io.pyrsia.ledger.vrf;

import java.math.BigInteger;
import java.util.Arrays;
import org.apache.tuweni.bytes.Bytes;
import org.bouncycastle.math.ec.rfc7748.X25519Field;
import org.jspecify.annotations.Nullable;

/// A point of edwards25519 in extended coordinates (x = X/Z, y = Y/Z, xy = T/Z), over Bouncy Castle's field.
final class EdwardsPoint {

    static final int BYTES = 32;

    /// The order of the base point: 2^252 + 27742317777372353535851937790883648493.
    static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final int SCALAR_BITS = 256;

    /// -121665/121666, the constant of the curve -x² + y² = 1 + dx²y².
    private static final int[] D = quotient(-121_665, 121_666);

    private static final int[] TWO_D = sum(D, D);

    static final EdwardsPoint NEUTRAL = new EdwardsPoint(small(0), small(1), small(1), small(0));

    /// The point with y = 4/5 and even x.
    static final EdwardsPoint BASE = base();

    private final int[] x;
    private final int[] y;
    private final int[] z;
    private final int[] t;

    private EdwardsPoint(int[] x, int[] y, int[] z, int[] t) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.t = t;
    }

    /// Decodes as RFC 8032, 5.1.3: null for anything but the one encoding of a point of the curve.
    static @Nullable EdwardsPoint decode(Bytes encoded) {
        if (encoded.size() != BYTES) {
            return null;
        }
        byte[] bytes = encoded.toArray();
        boolean odd = (bytes[31] & 0x80) != 0;
        bytes[31] &= 0x7f;
        int[] y = X25519Field.create();
        X25519Field.decode255(bytes, y);
        if (!Arrays.equals(bytes, encode(y))) {
            return null;
        }
        int[] ySquared = product(y, y);
        int[] x = X25519Field.create();
        if (!X25519Field.sqrtRatioVar(difference(ySquared, small(1)), sum(product(D, ySquared), small(1)), x)) {
            return null;
        }
        X25519Field.normalize(x);
        if (X25519Field.isZeroVar(x) && odd) {
            return null;
        }
        if ((encode(x)[0] & 1) != (odd ? 1 : 0)) {
            X25519Field.negate(x, x);
            X25519Field.carry(x);
        }
        return new EdwardsPoint(x, y, small(1), product(x, y));
    }

    Bytes encode() {
        int[] inverse = X25519Field.create();
        X25519Field.inv(z, inverse);
        byte[] encoded = encode(product(y, inverse));
        encoded[31] |= (byte) (encode(product(x, inverse))[0] << 7);
        return Bytes.wrap(encoded);
    }

    /// The sum, by the complete formula of RFC 8032, 5.1.4: right for every two points.
    EdwardsPoint plus(EdwardsPoint other) {
        int[] a = product(difference(y, x), difference(other.y, other.x));
        int[] b = product(sum(y, x), sum(other.y, other.x));
        int[] c = product(product(t, TWO_D), other.t);
        int[] zz = product(z, other.z);
        int[] d = sum(zz, zz);
        return combined(difference(b, a), difference(d, c), sum(d, c), sum(b, a));
    }

    EdwardsPoint doubled() {
        int[] a = product(x, x);
        int[] b = product(y, y);
        int[] zz = product(z, z);
        int[] h = sum(a, b);
        int[] both = sum(x, y);
        int[] g = difference(a, b);
        return combined(difference(h, product(both, both)), sum(sum(zz, zz), g), g, h);
    }

    EdwardsPoint negated() {
        return new EdwardsPoint(difference(small(0), x), y, z, difference(small(0), t));
    }

    /// Eight times this point: whatever part of small order it had is gone.
    EdwardsPoint timesCofactor() {
        return doubled().doubled().doubled();
    }

    /// `scalar` times this point; every bit costs the same doubling, addition and selection.
    EdwardsPoint times(BigInteger scalar) {
        EdwardsPoint result = NEUTRAL;
        for (int bit = SCALAR_BITS - 1; bit >= 0; bit--) {
            result = result.doubled();
            result = result.select(scalar.testBit(bit), result.plus(this));
        }
        return result;
    }

    boolean isNeutral() {
        return encode().equals(NEUTRAL.encode());
    }

    private EdwardsPoint select(boolean takeOther, EdwardsPoint other) {
        int mask = takeOther ? -1 : 0;
        return new EdwardsPoint(
                select(mask, x, other.x), select(mask, y, other.y), select(mask, z, other.z), select(mask, t, other.t));
    }

    private static int[] select(int mask, int[] one, int[] other) {
        int[] result = one.clone();
        X25519Field.cmov(mask, other, 0, result, 0);
        return result;
    }

    private static EdwardsPoint combined(int[] e, int[] f, int[] g, int[] h) {
        return new EdwardsPoint(product(e, f), product(g, h), product(f, g), product(e, h));
    }

    private static EdwardsPoint base() {
        int[] y = quotient(4, 5);
        EdwardsPoint decoded = decode(Bytes.wrap(encode(y)));
        if (decoded == null) {
            throw new IllegalStateException("4/5 is the y of the base point");
        }
        return decoded;
    }

    private static byte[] encode(int[] element) {
        int[] normal = element.clone();
        X25519Field.normalize(normal);
        byte[] encoded = new byte[BYTES];
        X25519Field.encode(normal, encoded);
        return encoded;
    }

    private static int[] quotient(int dividend, int divisor) {
        int[] inverse = X25519Field.create();
        X25519Field.inv(small(divisor), inverse);
        int[] quotient = product(small(Math.abs(dividend)), inverse);
        return dividend < 0 ? difference(small(0), quotient) : quotient;
    }

    private static int[] small(int value) {
        int[] element = X25519Field.create();
        element[0] = value;
        return element;
    }

    private static int[] product(int[] one, int[] other) {
        int[] result = X25519Field.create();
        X25519Field.mul(one, other, result);
        return result;
    }

    private static int[] sum(int[] one, int[] other) {
        int[] result = X25519Field.create();
        X25519Field.add(one, other, result);
        X25519Field.carry(result);
        return result;
    }

    private static int[] difference(int[] one, int[] other) {
        int[] result = X25519Field.create();
        X25519Field.sub(one, other, result);
        X25519Field.carry(result);
        return result;
    }
}
