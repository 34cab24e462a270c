package io.pyrsia.dist.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The wire between a node and its upstream: it counts what the upstream sends, can hold it back, and can be cut.
final class Wire implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 14;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService carriers = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    /// These are guarded by this.
    private int upstreamPort;
    private long passed;
    private long most = Long.MAX_VALUE;
    private boolean isHeld;

    Wire() throws IOException {
        carriers.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized void to(int port) {
        upstreamPort = port;
    }

    synchronized long passed() {
        return passed;
    }

    /// Lets so many further bytes pass, and then none.
    synchronized void holdAfter(long bytes) {
        most = passed + bytes;
        isHeld = false;
    }

    synchronized boolean isHeld() {
        return isHeld;
    }

    synchronized void release() {
        most = Long.MAX_VALUE;
        notifyAll();
    }

    /// Ends all connections; new ones can be made.
    void cut() {
        open.forEach(Wire::close);
        release();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                open.add(near);
                carriers.execute(() -> carry(near));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private synchronized int target() {
        return upstreamPort;
    }

    private void carry(Socket near) {
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target())) {
            open.add(far);
            carriers.execute(() -> copy(near, far, false));
            copy(far, near, true);
        } catch (IOException e) {
            // The upstream is away.
        }
        open.remove(near);
    }

    private void copy(Socket from, Socket to, boolean isCounted) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (isCounted) {
                    pass(read);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Closed with the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.remove(from);
    }

    private synchronized void pass(int bytes) throws InterruptedException {
        while (passed + bytes > most) {
            isHeld = true;
            wait();
        }
        passed += bytes;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        carriers.shutdownNow();
    }
}
