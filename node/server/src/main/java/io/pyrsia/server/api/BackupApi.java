package io.pyrsia.server.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Problem;
import io.pyrsia.server.http.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;

/// Sends a copy of the node's data to its owner, while it is made.
public final class BackupApi implements HttpService {

    private final Parts parts;

    public BackupApi(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/backups", this::send);
    }

    private void send(ServerRequest request, ServerResponse response) {
        AtomicReference<OutputStream> out = new AtomicReference<>();
        try {
            boolean isMade = parts.backup().write(parts.clock().now(), () -> {
                response.header(HeaderNames.CONTENT_TYPE, ApiClient.BACKUP_TYPE);
                out.set(response.outputStream());
                return out.get();
            });
            if (!isMade) {
                throw new Refused(Problem.Code.NOT_READY, "another backup is being made: try again when it is done");
            }
            out.get().close();
        } catch (IOException e) {
            // What was sent has no end, and whoever gets it sees that.
            throw new UncheckedIOException(e);
        }
    }
}
