package io.pyrsia.cli.use;

import java.net.URI;
import java.util.regex.Pattern;

/// What clients whose configuration has comments are told about a node.
final class Lines {

    static final Marks SHELL = new Marks("# ", "");
    static final Marks SLASHES = new Marks("// ", "");

    static final Pattern FIRST_TABLE = Pattern.compile("(?m)^[ \\t]*\\[");
    static final Pattern END = Pattern.compile("\\z");

    private Lines() {}

    /// Ours is the first host that is asked; what it does not have, the registry itself is asked for.
    static String containerd(URI node) {
        return """
                [host."%s"]
                  capabilities = ["pull", "resolve"]
                """.formatted(node);
    }

    static String podman(URI node) {
        return """
                [[registry]]
                prefix = "docker.io"
                location = "docker.io"
                [[registry.mirror]]
                location = "%s"
                insecure = %s
                """.formatted(node.getAuthority(), node.getScheme().equals("http"));
    }

    /// Wherever a build names Maven Central, the node is asked; other repositories stay as they are.
    static String gradle(URI node) {
        return """
                def pyrsia = { repository ->
                    if (repository instanceof MavenArtifactRepository
                            && "${repository.url}" == ArtifactRepositoryContainer.MAVEN_CENTRAL_URL) {
                        repository.url = '%s/maven2/'
                        if (repository.hasProperty('allowInsecureProtocol')) {
                            repository.allowInsecureProtocol = %s
                        }
                    }
                }
                gradle.settingsEvaluated { settings ->
                    settings.pluginManagement.repositories.all(pyrsia)
                    if (settings.hasProperty('dependencyResolutionManagement')) {
                        settings.dependencyResolutionManagement.repositories.all(pyrsia)
                    }
                }
                gradle.allprojects { project ->
                    project.buildscript.repositories.all(pyrsia)
                    project.repositories.all(pyrsia)
                }
                """.formatted(node, node.getScheme().equals("http"));
    }
}
