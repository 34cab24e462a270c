package io.pyrsia.registry.upstream;

import io.pyrsia.registry.Ecosystem.Head;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/// What an upstream answered; the body is still on its way.
///
/// @param asked the address that was asked, before any redirect
public record Answer(int status, Head head, InputStream body, URI asked) implements Closeable {

    /// The length of the body, or -1 if nobody says.
    public long length() {
        return number(head.apply("content-length"));
    }

    /// Where the body begins within the whole: 0, or what a partial answer says; -1 if that makes no sense.
    public long start() {
        if (status != 206) {
            return 0;
        }
        String range = head.apply("content-range").orElse("");
        int dash = range.indexOf('-');
        return range.startsWith("bytes ") && dash > 0 ? number(Optional.of(range.substring(6, dash))) : -1;
    }

    public String header(String name) {
        return head.apply(name).orElse("");
    }

    private static long number(Optional<String> digits) {
        return digits.filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
