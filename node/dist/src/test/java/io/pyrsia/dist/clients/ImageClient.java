package io.pyrsia.dist.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A client of image registries: what it needs, and how it pulls an image into an OCI layout.
enum ImageClient {
    CRANE("go", "crane version"),
    REGCTL("go", "regctl version"),
    ORAS("go", "oras"),
    SKOPEO("skopeo", "skopeo --version"),
    CONTAINERD("containerd", "containerd --version");

    private static final Path SOURCES = Path.of("src/test/go/clients");
    private static final Path BUILT = Path.of("target/clients").toAbsolutePath();
    private static final int BUILD_SECONDS = 300;

    private final String needed;
    private final String version;

    ImageClient(String needed, String version) {
        this.needed = needed;
        this.version = version;
    }

    /// Why it cannot be run here, if so.
    Optional<String> missing(Path folder) throws IOException, InterruptedException {
        if (!Program.exists(needed)) {
            return Optional.of("no " + needed + " on the path");
        }
        if (this == CONTAINERD && !System.getProperty("user.name").equals("root")) {
            return Optional.of("containerd needs root");
        }
        if (!needed.equals("go") || Files.exists(BUILT.resolve("regctl"))) {
            return Optional.empty();
        }
        Files.createDirectories(BUILT);
        Program build = Program.start(
                folder.resolve("build.txt"),
                Map.of(),
                List.of(
                        "go",
                        "build",
                        "-C",
                        SOURCES.toString(),
                        "-buildvcs=false",
                        "-o",
                        BUILT + "/",
                        "./oras",
                        "github.com/google/go-containerregistry/cmd/crane",
                        "github.com/regclient/regclient/cmd/regctl"));
        boolean isBuilt = build.end(BUILD_SECONDS).equals(Optional.of(0));
        return isBuilt ? Optional.empty() : Optional.of("its Go modules do not build: " + build.said());
    }

    /// The command that pulls an image.
    List<String> pull(String host, String image, Path layout, Optional<Containerd> containerd) {
        String whole = host + "/" + image;
        return switch (this) {
            case CRANE -> List.of(BUILT + "/crane", "pull", "--format=oci", whole, layout.toString());
            case REGCTL ->
                List.of(
                        BUILT + "/regctl",
                        "--host",
                        "reg=" + host + ",tls=disabled",
                        "image",
                        "copy",
                        whole,
                        "ocidir://" + layout + ":1");
            case ORAS -> {
                String[] nameAndTag = whole.split(":(?=[^:/]*$)", 2);
                yield List.of(BUILT + "/oras", nameAndTag[0], nameAndTag[1], layout.toString());
            }
            case SKOPEO ->
                List.of(
                        "skopeo",
                        "copy",
                        "--preserve-digests",
                        "--src-tls-verify=false",
                        "docker://" + whole,
                        "oci:" + layout + ":1");
            case CONTAINERD -> containerd.orElseThrow().pull("docker.io/" + image);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What it says of its version, in one line.
    String version(Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(version.split(" ")));
        if (needed.equals("go")) {
            return this == ORAS ? "oras-go" : said(folder, BUILT.resolve(command.removeFirst()), command);
        }
        return said(folder, Path.of(command.removeFirst()), command);
    }

    private static String said(Path folder, Path program, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(words);
        Program run = Program.start(folder.resolve("version.txt"), Map.of(), command);
        Optional<Integer> ignored = run.end(60);
        return run.said().lines().findFirst().orElse("");
    }
}
