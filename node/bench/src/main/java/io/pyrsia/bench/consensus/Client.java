package io.pyrsia.bench.consensus;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// A connection to one node's [ClientPort].
final class Client implements AutoCloseable {

    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /// A node's counters.
    record Counters(long blocks, long transactions, long messages, long bytes, long lost, long syncs) {}

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final SplittableRandom random = new SplittableRandom();

    Client(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(socket.getOutputStream());
    }

    /// Sends so many fresh transactions of the form `key=value`.
    void submit(int count) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(4 + count * ClientPort.TRANSACTION_BYTES);
        frame.putInt(count);
        for (int i = 0; i < count; i++) {
            int end = frame.position() + ClientPort.TRANSACTION_BYTES;
            for (int word = 0; word < 2; word++) {
                long bits = random.nextLong();
                for (int shift = 60; shift >= 0; shift -= 4) {
                    frame.put(HEX[(int) (bits >>> shift) & 15]);
                }
            }
            frame.put((byte) '=');
            while (frame.position() < end) {
                frame.put((byte) 'v');
            }
        }
        out.write(frame.array());
        out.flush();
    }

    /// Waits for the next final block; the number of its transactions.
    int awaitBlock() throws IOException {
        return in.readInt();
    }

    Counters counters() throws IOException {
        out.writeInt(0);
        out.flush();
        int next = in.readInt();
        while (next != ClientPort.STATUS) {
            next = in.readInt();
        }
        return new Counters(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
