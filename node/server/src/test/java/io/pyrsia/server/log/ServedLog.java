package io.pyrsia.server.log;

import io.helidon.webserver.WebServer;
import io.pyrsia.storage.Database;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// The log of a store, served over HTTP at any port; nobody has signed it.
public final class ServedLog implements AutoCloseable {

    private static final PublishedNotes NONE = new PublishedNotes() {
        @Override
        public Optional<Bytes> checkpoint() {
            return Optional.empty();
        }

        @Override
        public Optional<Bytes> handoff(long epoch) {
            return Optional.empty();
        }
    };

    private final WebServer server;

    public ServedLog(Database store) {
        this.server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .routing(routing -> routing.register("/log", new LogService(store, NONE)))
                .build()
                .start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/log/");
    }

    @Override
    public void close() {
        server.stop();
    }
}
