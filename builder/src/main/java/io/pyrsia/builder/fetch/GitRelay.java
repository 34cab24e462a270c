package io.pyrsia.builder.fetch;

import io.pyrsia.builder.fetch.HttpConnection.Request;
import io.pyrsia.builder.fetch.Mirror.Answer;
import io.pyrsia.builder.fetch.Upstream.Fetched;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/// Lets a Git client read one repository, by the two requests of Git's HTTP protocol that reading takes.
///
/// What comes differs from server to server, so it is not written down: the client puts it together to the commit
/// that the recipe names, and that is what the build was given.
final class GitRelay {

    /// What a client asks for first, and the only request with a query that the recorder takes.
    static final String REFERENCES = "/git/info/refs?service=git-upload-pack";

    /// Where a client says what it wants.
    static final String PACK = "/git/git-upload-pack";

    static final int MAX_REQUEST = 1 << 20;

    private static final List<String> PASSED_ON = List.of("git-protocol", "content-encoding");

    private final String repository;
    private final Recording recording;

    GitRelay(URI repository, Recording recording) {
        this.repository = repository.toString().replaceAll("/+$", "");
        this.recording = recording;
    }

    Answer answer(Request request) throws IOException {
        String path = request.target().substring("/git".length());
        HttpRequest.Builder asking = HttpRequest.newBuilder(URI.create(repository + path));
        for (String name : PASSED_ON) {
            String value = request.headers().get(name);
            if (value != null) {
                asking.header(name, value);
            }
        }
        if (request.target().equals(PACK)) {
            asking.header("Content-Type", "application/x-git-upload-pack-request")
                    .POST(BodyPublishers.ofByteArray(request.body().toArrayUnsafe()));
        }
        Fetched said = recording.ask(asking);
        return new Answer.Whole(said.file(), said.type());
    }
}
