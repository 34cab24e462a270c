package io.pyrsia.bench.log;

import io.helidon.webserver.WebServer;
import io.pyrsia.log.Edge;
import io.pyrsia.log.Tree;
import io.pyrsia.log.note.Checkpoint;
import io.pyrsia.server.log.LogService;
import io.pyrsia.server.log.PublishedNotes;
import io.pyrsia.server.log.StoredEntries;
import io.pyrsia.server.log.StoredLog;
import io.pyrsia.storage.Database;
import io.pyrsia.storage.StorageSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;

/// Serves the log of a bench's store on loopback as a node does, until its standard input ends; prints port and size
/// first, and the memory it took last.
///
///     TileServer FOLDER
final class TileServer {

    /// Room for a tile and its head.
    private static final int WRITE_BUFFER_BYTES = 16 << 10;

    private TileServer() {}

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        try (Database store = Database.open(Path.of(arguments[0]).resolve("store"), StorageSettings.standard())) {
            Edge edge = new Tree(new StoredEntries(store).size(), new StoredLog(store)).edge();
            WebServer server = WebServer.builder()
                    .address(InetAddress.getLoopbackAddress())
                    .port(0)
                    // Head and body are two writes; with Nagle's algorithm the second waits 40 ms for the client.
                    .connectionOptions(socket -> socket.tcpNoDelay(true))
                    .writeBufferSize(WRITE_BUFFER_BYTES)
                    .routing(routing -> routing.register("/log", new LogService(store, notes(edge))))
                    .build()
                    .start();
            Figures.say(server.port() + " " + edge.size());
            System.in.transferTo(System.out);
            server.stop();
            Figures.say("resident memory of the server at its peak: %d MiB".formatted(Figures.residentMebibytes()));
        }
    }

    private static PublishedNotes notes(Edge edge) {
        Bytes text =
                Bytes.wrap(Checkpoint.of("pyrsia.example/bench", edge).text().getBytes(StandardCharsets.UTF_8));
        return new PublishedNotes() {
            @Override
            public Optional<Bytes> checkpoint() {
                return Optional.of(text);
            }

            @Override
            public Optional<Bytes> handoff(long epoch) {
                return Optional.empty();
            }
        };
    }
}
