package io.pyrsia.base;

/// The name of a network: part of everything that is signed, so that nothing signed for one network counts in another.
public record NetworkId(String name) {

    public static final int MAX_CHARACTERS = 63;

    public NetworkId {
        if (!isValid(name)) {
            throw new IllegalArgumentException("not a network's name: " + name);
        }
    }

    public static NetworkId parse(String name) throws Malformed {
        if (!isValid(name)) {
            throw new Malformed("a network's name has 1 to 63 of a-z, 0-9, '.' and '-', and begins with a letter");
        }
        return new NetworkId(name);
    }

    private static boolean isValid(String name) {
        return name.length() <= MAX_CHARACTERS && name.matches("[a-z][a-z0-9.-]*");
    }

    @Override
    public String toString() {
        return name;
    }
}
