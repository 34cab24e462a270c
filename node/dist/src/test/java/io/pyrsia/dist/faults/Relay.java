package io.pyrsia.dist.faults;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Carries HTTP from this process to the loopback port of a node in another network namespace.
///
/// A socket belongs for ever to the namespace of the thread that made it: one thread moves there and makes them.
final class Relay implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 14;
    private static final int NEW_NETWORK = 0x4000_0000;

    private final ServerSocketChannel server;
    private final int port;
    private final ExecutorService there = Executors.newSingleThreadExecutor();
    private final ExecutorService carriers = Executors.newVirtualThreadPerTaskExecutor();

    private Relay(ServerSocketChannel server, int port) {
        this.server = server;
        this.port = port;
    }

    static Relay to(String namespace, int port) throws IOException, InterruptedException {
        ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Relay relay = new Relay(server, port);
        try {
            relay.there.submit(() -> enter(Path.of("/run/netns", namespace))).get();
        } catch (ExecutionException e) {
            relay.close();
            throw new IOException("cannot enter the namespace " + namespace, e.getCause());
        }
        relay.carriers.execute(relay::accept);
        return relay;
    }

    URI address() throws IOException {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort());
    }

    /// setns(2) for the calling thread alone.
    @SuppressWarnings("restricted")
    private static int enter(Path namespace) throws IOException {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle open = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("open"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
            MethodHandle setns = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("setns"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            MethodHandle close = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("close"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            int file = (int) open.invokeExact(arena.allocateFrom(namespace.toString()), 0);
            int result = file < 0 ? file : (int) setns.invokeExact(file, NEW_NETWORK);
            if (file >= 0) {
                int ignored = (int) close.invokeExact(file);
            }
            if (result != 0) {
                throw new IOException("setns to " + namespace + " fails");
            }
            return result;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /// Until the relay is closed.
    private void accept() {
        try {
            while (true) {
                SocketChannel near = server.accept();
                carriers.execute(() -> carry(near));
            }
        } catch (IOException e) {
            there.shutdownNow();
        }
    }

    /// A connection that breaks on one side is closed on the other.
    private void carry(SocketChannel near) {
        try (near;
                SocketChannel far = there.submit(
                                () -> SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                        .get()) {
            carriers.execute(() -> copy(far, near));
            copy(near, far);
        } catch (IOException | ExecutionException e) {
            // The node is away: whoever asks sees the end of the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // Closed with the connection.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        there.shutdownNow();
        carriers.shutdownNow();
    }
}
