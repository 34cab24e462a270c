package io.pyrsia.builder.fetch;

import io.pyrsia.builder.fetch.Mirror.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.tuweni.bytes.Bytes;

/// One connection of a tool to the recorder: HTTP/1.1 as far as reading from a mirror needs it.
///
/// Nothing is ever sent to a registry but a path, so requests with a body end the connection: all but the one by
/// which a Git client says what it wants ([GitRelay]).
final class HttpConnection {

    /// What a tool asks for.
    ///
    /// @param headers those that [GitRelay] passes on, by their names in small letters
    record Request(String target, Map<String, String> headers, Bytes body) {}

    private static final int MAX_HEAD = 16 << 10;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

    private final InputStream in;
    private final OutputStream out;
    private boolean last;
    private boolean headOnly;

    HttpConnection(SocketChannel channel) {
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
        this.out = Channels.newOutputStream(channel);
    }

    /// The next request, or nothing if there is none; what is not a request for a path is refused here.
    Optional<Request> next() throws IOException {
        while (!last) {
            int[] left = {MAX_HEAD};
            String[] request = line(left).split(" ", -1);
            if (request.length != 3 || !request[2].startsWith("HTTP/1.")) {
                return Optional.empty();
            }
            Map<String, String> headers = headers(left);
            last |= request[2].equals("HTTP/1.0")
                    || headers.getOrDefault("connection", "").contains("close");
            headOnly = request[0].equals("HEAD");
            boolean reads = headOnly || request[0].equals("GET");
            int length = length(headers);
            if (request[0].equals("POST") && request[1].equals(GitRelay.PACK) && length <= GitRelay.MAX_REQUEST) {
                return Optional.of(new Request(request[1], headers, Bytes.wrap(in.readNBytes(length))));
            }
            last |= length > 0;
            if (length > 0 || !reads) {
                refuse(405, "the recorder only reads");
            } else if (isPath(request[1]) || request[1].equals(GitRelay.REFERENCES)) {
                return Optional.of(new Request(request[1], headers, Bytes.EMPTY));
            } else {
                refuse(400, "not a path that the recorder takes");
            }
        }
        return Optional.empty();
    }

    /// How long the body is; one that does not say it is as long as can be.
    private static int length(Map<String, String> headers) {
        String length = headers.getOrDefault("content-length", "0");
        boolean said = !headers.containsKey("transfer-encoding")
                && LENGTH.matcher(length).matches();
        return said ? Integer.parseInt(length) : Integer.MAX_VALUE;
    }

    /// Absolute, and without a part that a server could take for a way up.
    private static boolean isPath(String path) {
        return path.matches("/[A-Za-z0-9/._~!$'()*+,;=:@%-]*")
                && !path.matches("(?i).*(/|%2f)(\\.|%2e){1,2}(/|%2f|$).*")
                && !path.contains("//");
    }

    /// Reads headers to their end, in small letters; of some that have one name, all are kept.
    private Map<String, String> headers(int[] left) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(left); !line.isEmpty(); line = line(left)) {
            String header = line.toLowerCase(Locale.ROOT);
            int colon = Math.max(header.indexOf(':'), 0);
            headers.merge(
                    header.substring(0, colon), header.substring(colon + 1).strip(), (one, more) -> one + "," + more);
        }
        return headers;
    }

    /// One line; an empty one also stands for the end of the connection.
    private String line(int[] left) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (--left[0] < 0) {
                throw new IOException("a request with too long a head");
            }
            line.append((char) next);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    void send(Answer answer) throws IOException {
        switch (answer) {
            case Answer.Whole whole -> {
                head("200 OK", whole.type(), Files.size(whole.file()));
                if (!headOnly) {
                    Files.copy(whole.file(), out);
                }
            }
            case Answer.Rewritten rewritten -> {
                byte[] bytes = rewritten.text().getBytes(StandardCharsets.UTF_8);
                head("200 OK", rewritten.type(), bytes.length);
                if (!headOnly) {
                    out.write(bytes);
                }
            }
        }
        out.flush();
    }

    void refuse(int status, String reason) throws IOException {
        byte[] bytes = (reason + "\n").getBytes(StandardCharsets.UTF_8);
        head(status + " " + "Refused", "text/plain; charset=utf-8", bytes.length);
        if (!headOnly) {
            out.write(bytes);
        }
        out.flush();
    }

    private void head(String status, String type, long length) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: " + type.replaceAll("[^ -~]", "")
                + "\r\nContent-Length: " + length + (last ? "\r\nConnection: close" : "") + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.UTF_8));
    }
}
