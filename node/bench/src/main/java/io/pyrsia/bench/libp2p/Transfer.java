package io.pyrsia.bench.libp2p;

import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The protocol of the benchmark: a stream starts with one letter. `e` is echoed; `d` and a count ask for that many
/// bytes; `u` and a count announce them, and they are acknowledged with one byte.
final class Transfer {

    static final String PROTOCOL = "/bench/1";

    private static final int BUFFER = 256 * 1024;

    private Transfer() {}

    static void answer(Stream stream) throws IOException {
        byte[] buffer = new byte[BUFFER];
        byte[] operation = new byte[1];
        Messages.readFully(stream, operation, 0);
        switch (operation[0]) {
            case 'e' -> stream.write(operation, 0, 1);
            case 'd' -> send(stream, count(stream), buffer);
            case 'u' -> {
                receive(stream, count(stream), buffer);
                stream.write(operation, 0, 1);
            }
            default -> throw new IOException("no such operation");
        }
    }

    static void download(Stream stream, long bytes) throws IOException {
        start(stream, 'd', bytes);
        receive(stream, bytes, new byte[(int) Math.min(bytes, BUFFER)]);
    }

    static void upload(Stream stream, long bytes) throws IOException {
        start(stream, 'u', bytes);
        send(stream, bytes, new byte[BUFFER]);
        Messages.readFully(stream, new byte[1], 0);
    }

    static void echo(Stream stream) throws IOException {
        stream.write(new byte[] {'e'}, 0, 1);
        Messages.readFully(stream, new byte[1], 0);
    }

    private static void start(Stream stream, char operation, long bytes) throws IOException {
        byte[] header =
                ByteBuffer.allocate(9).put((byte) operation).putLong(bytes).array();
        stream.write(header, 0, header.length);
    }

    private static long count(Stream stream) throws IOException {
        byte[] count = new byte[8];
        Messages.readFully(stream, count, 0);
        return ByteBuffer.wrap(count).getLong();
    }

    private static void send(Stream stream, long bytes, byte[] buffer) throws IOException {
        for (long left = bytes; left > 0; ) {
            int part = (int) Math.min(left, buffer.length);
            stream.write(buffer, 0, part);
            left -= part;
        }
    }

    private static void receive(Stream stream, long bytes, byte[] buffer) throws IOException {
        for (long left = bytes; left > 0; ) {
            int count = stream.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new IOException("the stream ended early");
            }
            left -= count;
        }
    }
}
