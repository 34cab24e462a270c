package io.pyrsia.registry.maven;

import io.pyrsia.base.Purl;
import io.pyrsia.registry.Policy.Require;
import io.pyrsia.registry.TrustLog;
import io.pyrsia.registry.maven.LoggedNames.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Writes what the log says that files hash to, as coreutils and Maven's trusted checksums read it: a line for each.
final class TrustedChecksums {

    private final LoggedNames names;
    private final TrustLog log;

    TrustedChecksums(LoggedNames names, TrustLog log) {
        this.names = names;
        this.log = log;
    }

    void write(Require least, OutputStream out) throws IOException {
        Optional<String> cursor = Optional.empty();
        Optional<Purl> last = Optional.empty();
        do {
            Page page = names.page(cursor);
            StringBuilder lines = new StringBuilder();
            for (Purl purl : page.names()) {
                if (last.equals(Optional.of(purl))) {
                    continue;
                }
                log.named(purl)
                        .filter(logged -> least.accepts(Optional.of(logged.trust())))
                        .ifPresent(logged -> lines.append(logged.sha256().hex())
                                .append("  ")
                                .append(path(purl))
                                .append('\n'));
                last = Optional.of(purl);
            }
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            cursor = page.next();
        } while (cursor.isPresent());
    }

    private static String path(Purl purl) {
        return String.valueOf(purl.namespace()).replace('.', '/')
                + '/'
                + purl.name()
                + '/'
                + purl.version()
                + '/'
                + purl.subpath();
    }
}
