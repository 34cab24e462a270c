package io.pyrsia.client;

/// Knows the addresses that only this machine reaches; names are not asked for, because an answer can change.
public final class Loopback {

    private Loopback() {}

    public static boolean is(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
