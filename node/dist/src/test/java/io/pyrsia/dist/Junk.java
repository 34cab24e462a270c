package io.pyrsia.dist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What no client of ours would send to a port.
final class Junk {

    private static final int TIME_LIMIT_MS = 60_000;
    private static final int SILENT = 50;

    private Junk() {}

    private static List<byte[]> all() {
        byte[] random = new byte[100_000];
        new SplittableRandom(7).nextBytes(random);
        return List.of(
                new byte[0],
                new byte[] {0},
                new byte[70_000],
                random,
                text("GET / HTTP/1.1\r\nHost: " + "x".repeat(70_000) + "\r\n\r\n"),
                text("GET /" + "../".repeat(3_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                text("POST /api/v1/transactions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"),
                text(
                        "POST /api/v1/transactions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
                text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "junk".repeat(1_000)),
                // The beginning of TLS, then nothing that is TLS.
                new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252, 3, 3, 9, 9, 9},
                // libp2p's first words, then a frame that is longer than any may be.
                text("\u0013/multistream/1.0.0\n\u0007/noise\n" + "\u00ff\u00ff" + "n".repeat(70_000)),
                text("\u0013/multistream/1.0.0\n\u007f" + "p".repeat(500)));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Sends everything, each on a connection of its own, while others are open and say nothing.
    static void at(int port) throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < SILENT; i++) {
                silent.add(connect(port));
            }
            for (byte[] junk : all()) {
                send(port, junk);
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIME_LIMIT_MS);
        return socket;
    }

    /// The other side may hang up whenever it likes.
    private static void send(int port, byte[] junk) throws IOException {
        try (Socket socket = connect(port)) {
            try {
                socket.getOutputStream().write(junk);
                socket.shutdownOutput();
                socket.setSoTimeout(TIME_LIMIT_MS);
                socket.getInputStream().readNBytes(1 << 20);
            } catch (java.net.SocketException e) {
                // Hung up before it had heard all.
            }
        }
    }
}
