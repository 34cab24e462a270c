package io.pyrsia.server.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.pyrsia.base.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// One file of the page: where it is, what it is, and what it says.
///
/// @param tag changes with the content
@SuppressWarnings("ArrayRecordComponent") // nobody compares files
record PageFile(String path, Header type, Header tag, byte[] content) {

    private static final String STYLE = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    static List<PageFile> all() {
        return List.of(
                read("/", "index.html", "text/html; charset=utf-8"),
                read("/web/icon.svg", "icon.svg", "image/svg+xml"),
                read("/web/style.css", "style.css", STYLE),
                read("/web/main.js", "main.js", SCRIPT),
                read("/web/dom.js", "dom.js", SCRIPT),
                read("/web/log.js", "log.js", SCRIPT),
                read("/web/network.js", "network.js", SCRIPT),
                read("/web/node.js", "node.js", SCRIPT),
                read("/web/package.js", "package.js", SCRIPT),
                read("/web/words.js", "words.js", SCRIPT));
    }

    private static PageFile read(String path, String name, String type) {
        try (InputStream in = PageFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program has no " + name);
            }
            byte[] content = in.readAllBytes();
            String tag = '"' + Digest.sha256(Bytes.wrap(content)).hex().substring(0, 32) + '"';
            return new PageFile(
                    path,
                    HeaderValues.createCached(HeaderNames.CONTENT_TYPE, type),
                    HeaderValues.createCached(HeaderNames.ETAG, tag),
                    content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
