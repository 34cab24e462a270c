package io.pyrsia.cli.use;

import io.pyrsia.cli.config.Home;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// The clients that can be set up: where each has its configuration, how that changes, and what must be done then.
enum PackageClient {
    DOCKER("/etc/docker/daemon.json", "Docker reads it with: systemctl reload docker"),
    CONTAINERD(
            "/etc/containerd/certs.d/_default/hosts.toml",
            "containerd reads it at the next pull, if its config_path is /etc/containerd/certs.d"),
    PODMAN(".config/containers/registries.conf.d/50-pyrsia.conf", "podman, buildah and skopeo read it the next time"),
    MAVEN(".m2/settings.xml", "mvn reads it the next time"),
    GRADLE(".gradle/init.d/pyrsia.gradle", "Gradle reads it the next time");

    private final String file;
    private final String then;

    PackageClient(String file, String then) {
        this.file = file;
        this.then = then;
    }

    /// Absolute for the machine's daemons, in the user's home for the others.
    Path file(Map<String, String> environment) {
        return Home.of(environment).resolve(file);
    }

    Edit edit() {
        return switch (this) {
            case DOCKER -> new DockerMirrors();
            case CONTAINERD -> new MarkedLines(Lines.SHELL, Lines.FIRST_TABLE, Lines::containerd);
            case PODMAN -> new MarkedLines(Lines.SHELL, Lines.END, Lines::podman);
            case MAVEN -> new MavenSettings();
            case GRADLE -> new MarkedLines(Lines.SLASHES, Lines.END, Lines::gradle);
        };
    }

    String then() {
        return then;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
