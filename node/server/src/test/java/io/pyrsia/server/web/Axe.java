package io.pyrsia.server.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// axe-core, which knows what keeps people from using a page; fetched from the configured npm registry.
final class Axe {

    private static final String VERSION = "4.14.1";

    private Axe() {}

    /// Its script; nothing if it cannot be had here.
    static Optional<String> fetch(Path folder) throws IOException, InterruptedException {
        Path script = folder.resolve("axe-" + VERSION).resolve("package/axe.min.js");
        if (!Files.exists(script)) {
            Path unpacked = Files.createDirectories(folder.resolve("axe-" + VERSION));
            boolean isFetched = run(unpacked, "npm", "pack", "--silent", "axe-core@" + VERSION)
                    && run(unpacked, "tar", "-xzf", "axe-core-" + VERSION + ".tgz", "package/axe.min.js");
            if (!isFetched) {
                return Optional.empty();
            }
        }
        return Optional.of(Files.readString(script));
    }

    private static boolean run(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            if (process.waitFor(Browser.TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
        } catch (IOException e) {
            System.getLogger(Axe.class.getName()).log(System.Logger.Level.INFO, "no " + command[0], e);
        }
        return false;
    }

    /// What it says about the page that is open: a line for each rule that is broken, or nothing.
    static String complaints(Browser browser, String script) {
        browser.run(script);
        return browser.value("(await axe.run(document, { resultTypes: ['violations'] })).violations"
                + ".map(each => each.id + ': ' + each.nodes.map(node => node.html).join(' ')).join('\\n')");
    }
}
