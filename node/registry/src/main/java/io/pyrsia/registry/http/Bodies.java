package io.pyrsia.registry.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.registry.Content;
import io.pyrsia.registry.Watch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Writes content as the body of an answer: whole, one range, or many.
///
/// When the content goes wrong half-way the connection ends before the promised length, so that every client
/// notices. A client that takes nothing for a minute is cut off.
public final class Bodies {

    private static final Duration SLOWEST = Duration.ofSeconds(60);
    private static final String BOUNDARY = "pyrsia-2f1d0b6c9a7e4835";

    private final Watch watch;

    public Bodies(Watch watch) {
        this.watch = watch;
    }

    /// Answers a GET: 200, 206 or 416. The caller has set the headers that describe the content.
    ///
    /// @param etag what `If-Range` is compared with
    public void send(ServerRequest request, ServerResponse response, Content content, String etag, String type) {
        response.header(HeaderNames.ACCEPT_RANGES, "bytes");
        Optional<List<ByteRange>> ranges = ranges(request, content.size(), etag);
        if (ranges.isEmpty()) {
            response.header(HeaderNames.CONTENT_TYPE, type);
            response.contentLength(content.size());
            write(response, out -> content.copy(0, content.size(), out));
        } else if (ranges.get().isEmpty()) {
            response.status(Status.REQUESTED_RANGE_NOT_SATISFIABLE_416)
                    .header(HeaderNames.CONTENT_RANGE, "bytes */" + content.size())
                    .send();
        } else if (ranges.get().size() == 1) {
            ByteRange range = ranges.get().getFirst();
            response.status(Status.PARTIAL_CONTENT_206)
                    .header(HeaderNames.CONTENT_TYPE, type)
                    .header(HeaderNames.CONTENT_RANGE, range.contentRange(content.size()));
            response.contentLength(range.length());
            write(response, out -> content.copy(range.from(), range.to(), out));
        } else {
            sendMany(response, content, ranges.get(), type);
        }
    }

    private static Optional<List<ByteRange>> ranges(ServerRequest request, long size, String etag) {
        Optional<String> range = request.headers().first(HeaderNames.RANGE);
        String condition = request.headers().first(HeaderNames.IF_RANGE).orElse(etag);
        return condition.equals(etag) ? range.flatMap(header -> ByteRange.parse(header, size)) : Optional.empty();
    }

    private void sendMany(ServerResponse response, Content content, List<ByteRange> ranges, String type) {
        List<byte[]> heads = ranges.stream()
                .map(range -> ascii("\r\n--" + BOUNDARY + "\r\nContent-Type: " + type + "\r\nContent-Range: "
                        + range.contentRange(content.size()) + "\r\n\r\n"))
                .toList();
        byte[] end = ascii("\r\n--" + BOUNDARY + "--\r\n");
        long length = end.length;
        for (int i = 0; i < ranges.size(); i++) {
            length += heads.get(i).length + ranges.get(i).length();
        }
        response.status(Status.PARTIAL_CONTENT_206)
                .header(HeaderNames.CONTENT_TYPE, "multipart/byteranges; boundary=" + BOUNDARY);
        response.contentLength(length);
        write(response, out -> {
            for (int i = 0; i < ranges.size(); i++) {
                out.write(heads.get(i));
                content.copy(ranges.get(i).from(), ranges.get(i).to(), out);
            }
            out.write(end);
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private void write(ServerResponse response, Body body) {
        try (Watch.Step step = watch.begin(SLOWEST)) {
            OutputStream out = response.outputStream();
            body.writeTo(new Watched(out, step));
            // Only now: closing ends the answer as complete.
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tells the watch about progress.
    private static final class Watched extends OutputStream {

        private final OutputStream out;
        private final Watch.Step step;

        Watched(OutputStream out, Watch.Step step) {
            this.out = out;
            this.step = step;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            step.moved();
        }
    }
}
