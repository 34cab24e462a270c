package io.pyrsia.builder.fetch;

import io.pyrsia.builder.fetch.HttpConnection.Request;
import io.pyrsia.builder.fetch.Mirror.Answer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The only way out of a build's fetch phase: mirrors of the registries that the recipe allows.
///
/// It listens on a socket in the file system, so that it is reached only from where that is bound to, and is
/// gone when it is closed.
public final class Recorder implements AutoCloseable {

    /// Where tools in the sandbox find it, by way of [Forwarder].
    public static final int PORT = 8081;

    private static final int MAX_CONNECTIONS = 256;

    private final Map<String, Mirror> mirrors;
    private final Optional<GitRelay> repository;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Semaphore connections = new Semaphore(MAX_CONNECTIONS);
    private final Set<Thread> serving = ConcurrentHashMap.newKeySet();
    private final Thread listening;

    private Recorder(
            Map<String, Mirror> mirrors, Optional<GitRelay> repository, Path socket, ServerSocketChannel server) {
        this.mirrors = mirrors;
        this.repository = repository;
        this.socket = socket;
        this.server = server;
        this.listening = Thread.ofVirtual().name("recorder").unstarted(this::listen);
    }

    /// Starts to listen.
    ///
    /// @param allowed the registries that the build may read
    /// @param asOf the moment that registries shall be shown at, where they know their history
    public static Recorder open(
            Path socket, Registries registries, Set<String> allowed, Optional<Instant> asOf, Recording recording)
            throws IOException {
        return start(mirrors(registries, allowed, asOf, recording), Optional.empty(), socket);
    }

    /// Starts to listen for a Git client that reads one repository; nothing else is to be had from it.
    public static Recorder open(Path socket, URI repository, Recording recording) throws IOException {
        return start(Map.of(), Optional.of(new GitRelay(repository, recording)), socket);
    }

    private static Recorder start(Map<String, Mirror> mirrors, Optional<GitRelay> repository, Path socket)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), MAX_CONNECTIONS);
        Recorder recorder = new Recorder(mirrors, repository, socket, server);
        recorder.listening.start();
        return recorder;
    }

    /// Mirrors by the names of their registries.
    static Map<String, Mirror> mirrors(
            Registries registries, Set<String> allowed, Optional<Instant> asOf, Recording recording)
            throws Unavailable {
        TreeMap<String, Mirror> mirrors = new TreeMap<>();
        for (String name : allowed) {
            URI base = registries.addresses().get(name);
            if (base == null) {
                throw Unavailable.failed("this builder has no address for the registry '" + name + "'");
            }
            Mirror mirror =
                    switch (name) {
                        case "pypi" -> new PypiMirror(base, asOf, recording);
                        case "npm" -> new NpmMirror(base, address(name), asOf, recording);
                        case "crates" -> new CratesMirror(base, address(name), recording);
                        default -> new PlainMirror(name, base, recording);
                    };
            mirrors.put(name, mirror);
        }
        return mirrors;
    }

    /// Where tools find the mirror of a registry.
    public static String address(String registry) {
        return "http://127.0.0.1:" + PORT + "/" + registry + "/";
    }

    /// The way here for a command in a sandbox.
    ///
    /// @param folder a folder that the build's account can pass through
    public Tunnel tunnel(Path folder) throws IOException {
        return Tunnel.to(socket, folder);
    }

    private void listen() {
        try {
            while (true) {
                connections.acquireUninterruptibly();
                SocketChannel channel = server.accept();
                Thread thread = Thread.ofVirtual().name("recorder-connection").unstarted(() -> serve(channel));
                serving.add(thread);
                thread.start();
            }
        } catch (ClosedChannelException e) {
            // Closed: the fetch phase is over.
        } catch (IOException e) {
            throw new IllegalStateException("the recorder cannot listen any more", e);
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            HttpConnection connection = new HttpConnection(channel);
            for (Optional<Request> next = connection.next(); next.isPresent(); next = connection.next()) {
                respond(connection, next.get());
            }
        } catch (IOException e) {
            // The tool went away, or the fetch phase is over.
        } finally {
            serving.remove(Thread.currentThread());
            connections.release();
        }
    }

    private void respond(HttpConnection connection, Request request) throws IOException {
        Answer answer;
        try {
            answer = answer(request);
        } catch (NotAllowed e) {
            connection.refuse(403, String.valueOf(e.getMessage()));
            return;
        } catch (Unavailable e) {
            connection.refuse(e.isAbsent() ? 404 : 502, String.valueOf(e.getMessage()));
            return;
        } catch (IOException | RuntimeException e) {
            connection.refuse(502, "the recorder could not answer: " + e);
            return;
        }
        connection.send(answer);
    }

    private Answer answer(Request request) throws IOException {
        String path = request.target();
        if (path.equals(GitRelay.PACK) || path.equals(GitRelay.REFERENCES)) {
            return repository
                    .orElseThrow(() -> new NotAllowed("no Git repository is read now"))
                    .answer(request);
        }
        int slash = path.indexOf('/', 1);
        String registry = slash < 0 ? path.substring(1) : path.substring(1, slash);
        Mirror mirror = mirrors.get(registry);
        if (mirror == null) {
            throw new NotAllowed("the recipe does not allow a registry '" + registry + "'");
        }
        return mirror.answer(slash < 0 ? "" : path.substring(slash + 1));
    }

    /// The recipe does not say that this may be read.
    private static final class NotAllowed extends IOException {
        private static final long serialVersionUID = 1L;

        NotAllowed(String message) {
            super(message);
        }
    }

    /// Ends every connection, also one that waits for a registry.
    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        boolean interrupted = join(listening);
        for (Thread thread : List.copyOf(serving)) {
            thread.interrupt();
            interrupted |= join(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Says whether somebody wanted to interrupt the wait, which is short.
    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
