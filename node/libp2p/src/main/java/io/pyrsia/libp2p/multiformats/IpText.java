package io.pyrsia.libp2p.multiformats;

import io.pyrsia.base.Malformed;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.apache.tuweni.bytes.Bytes;

/// IP addresses as text, without ever asking a name server; version 6 in the short form of RFC 5952.
final class IpText {

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private IpText() {}

    static Bytes parse4(String text) throws Malformed {
        String[] parts = text.split("\\.", 5);
        if (parts.length != 4) {
            throw new Malformed("an IPv4 address has four numbers");
        }
        byte[] out = new byte[4];
        for (int i = 0; i < 4; i++) {
            out[i] = (byte) octet(parts[i]);
        }
        return Bytes.wrap(out);
    }

    static String format4(Bytes value) {
        return (value.get(0) & 0xff) + "." + (value.get(1) & 0xff) + "." + (value.get(2) & 0xff) + "."
                + (value.get(3) & 0xff);
    }

    static Bytes parse6(String text) throws Malformed {
        if (text.length() > 45 || text.indexOf('%') >= 0 || text.indexOf(':') < 0 || text.indexOf('[') >= 0) {
            throw new Malformed("not an IPv6 address");
        }
        try {
            InetAddress address = Inet6Address.ofLiteral(text);
            byte[] bytes = address.getAddress();
            return bytes.length == 16 ? Bytes.wrap(bytes) : Bytes.wrap(Bytes.wrap(MAPPED), Bytes.wrap(bytes));
        } catch (IllegalArgumentException e) {
            throw new Malformed("not an IPv6 address");
        }
    }

    static String format6(Bytes value) {
        if (value.slice(0, 12).equals(Bytes.wrap(MAPPED))) {
            return "::ffff:" + format4(value.slice(12));
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && group(value, end) == 0) {
                end++;
            }
            if (end - start > bestLength) {
                bestStart = start;
                bestLength = end - start;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                boolean first = i == 0 || (bestStart >= 0 && i == bestStart + bestLength);
                text.append(first ? "" : ":").append(Integer.toHexString(group(value, i)));
            }
        }
        return text.toString();
    }

    private static int group(Bytes value, int i) {
        return ((value.get(2 * i) & 0xff) << 8) | (value.get(2 * i + 1) & 0xff);
    }

    private static int octet(String digits) throws Malformed {
        boolean plain =
                digits.length() >= 1 && digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!plain || (digits.length() > 1 && digits.startsWith("0")) || Integer.parseInt(digits) > 255) {
            throw new Malformed("an IPv4 address has numbers from 0 to 255");
        }
        return Integer.parseInt(digits);
    }
}
