package io.pyrsia.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of the guide, as they stand in it and in its order, from an empty cluster on.
@Tag("e2e-long")
class GuideTest {

    private static final Path ROOT = Path.of(System.getProperty("pyrsia.root"));
    private static final Path GUIDE = ROOT.resolve("docs/guides/kubernetes.md");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final int FEWEST = 5;

    /// A program that the guide calls, where this machine has it under another name.
    private static void program(Path folder, String name, String theirs) throws IOException {
        if (!theirs.startsWith(name + " ")) {
            Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + theirs + " \"$@\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void programs(Path folder) throws IOException {
        program(folder, "helm", String.join(" ", Installed.helm()) + " ");
        String load = System.getenv().getOrDefault("PYRSIA_E2E_LOAD", "");
        program(folder, "kind", load.isEmpty() ? "exit 0;" : load.startsWith("kind ") ? load : "shift 2; " + load);
    }

    @Test
    void allCommandsOfTheGuideWork(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Command.isThere("kubectl"), "not run: there is no kubectl");
        Map<String, String> registries = BuildTest.registries();
        Assumptions.assumeTrue(
                registries.containsKey("pypi") && registries.containsKey("debian"),
                "not run: this machine has no clients that know the public registries");
        Path programs = Files.createDirectory(folder.resolve("programs"));
        programs(programs);
        try (Installed cluster = Installed.emptied()) {
            Wish.tektonKeepsToTheRestrictedStandard(cluster.client());
            List<String> blocks = COMMANDS.matcher(Files.readString(GUIDE))
                    .results()
                    .map(MatchResult::group)
                    .map(block -> COMMANDS.matcher(block).replaceAll("$1"))
                    .toList();
            assertTrue(blocks.size() >= FEWEST, "the guide has " + blocks.size() + " blocks of commands");
            Map<String, String> environment = Map.of(
                    "PATH", programs + ":" + ROOT.resolve("node/dist/target/pyrsia/bin") + ":" + System.getenv("PATH"),
                    "PYPI", String.valueOf(registries.get("pypi")),
                    "DEBIAN", String.valueOf(registries.get("debian")));
            for (String part : List.of("charts", "docs", "e2e")) {
                Files.createSymbolicLink(folder.resolve(part), ROOT.resolve(part));
            }
            long began = System.nanoTime();
            for (String block : blocks) {
                System.out.print(Command.run(List.of("bash", "-euxo", "pipefail", "-c", block), folder, environment));
                System.out.printf("(%.0f s after the beginning)%n", (System.nanoTime() - began) / 1e9);
            }
        }
    }
}
