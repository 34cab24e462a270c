package io.pyrsia.builder.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;

/// The one program of ours that runs inside a sandbox: it makes the recorder's socket a port on the sandbox's
/// own loopback, runs a command, and ends as that does.
///
/// Its class file is all that the sandbox gets of ours, so it uses no other class but the JDK's.
public final class Forwarder {

    private Forwarder() {}

    /// Runs until the command ends.
    ///
    /// @param arguments the socket, the port, and the command with its arguments
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path socket = Path.of(arguments[0]);
        InetSocketAddress port = new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), Integer.parseInt(arguments[1]));
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(port);
        Thread listening = new Thread(() -> listen(server, socket));
        listening.setDaemon(true);
        listening.start();
        Process command = new ProcessBuilder(Arrays.asList(arguments).subList(2, arguments.length))
                .inheritIO()
                .start();
        System.exit(command.waitFor());
    }

    private static void listen(ServerSocketChannel server, Path socket) {
        try {
            while (true) {
                SocketChannel from = server.accept();
                SocketChannel to = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Thread.ofVirtual().start(() -> join(from, to));
            }
        } catch (IOException e) {
            System.err.println("The recorder cannot be reached: " + e.getMessage());
        }
    }

    private static void join(SocketChannel from, SocketChannel to) {
        try (from;
                to) {
            Thread answers = Thread.ofVirtual().start(() -> copy(to, from));
            copy(from, to);
            answers.join();
        } catch (IOException | InterruptedException e) {
            // The tool sees that its connection ended.
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }
}
