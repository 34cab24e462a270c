package io.pyrsia.dist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of this machine that nobody uses now.
public final class FreePorts {

    private static final int FIRST = 21_000;
    private static final int END = 29_000;
    private static final int COUNT = END - FIRST;

    private FreePorts() {}

    /// The first of so many in a row.
    public static int row(int count) throws IOException {
        // Each process begins elsewhere, so that two that run at once do not choose the same ones.
        int begin = (int) (ProcessHandle.current().pid() * 10 % COUNT);
        for (int i = 0; i < COUNT; i += count) {
            int first = FIRST + (begin + i) % (COUNT - count);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IOException("no " + count + " ports in a row are free");
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (!socket.isBound()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
