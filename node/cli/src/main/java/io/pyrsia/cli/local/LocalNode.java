package io.pyrsia.cli.local;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.config.NodeFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// One node of a network on this machine, and its port.
record LocalNode(LocalProcess process, int httpPort) {

    private static final String PORT = "http.port = ";
    private static final String AUTHORITY = "authority-";

    /// Reads the folder that `pyrsia node prepare` made.
    static LocalNode read(Path path) throws IOException, Malformed {
        NodeFolder folder = new NodeFolder(path);
        for (String line : Files.readAllLines(folder.configuration())) {
            if (line.startsWith(PORT) && line.substring(PORT.length()).matches("\\d{1,5}")) {
                return new LocalNode(
                        new LocalProcess(String.valueOf(path.getFileName()), folder),
                        Integer.parseInt(line.substring(PORT.length())));
            }
        }
        throw new Malformed(folder.configuration() + " has no line `" + PORT + "NUMBER`");
    }

    String name() {
        return process.name();
    }

    boolean isAuthority() {
        return name().startsWith(AUTHORITY);
    }

    /// The authority's number, from 1.
    int number() {
        return Integer.parseInt(name().substring(AUTHORITY.length()));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }
}
