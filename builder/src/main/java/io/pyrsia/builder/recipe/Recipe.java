package io.pyrsia.builder.recipe;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// How one version of a package is made from its source: data only, nothing that a shell would read.
///
/// @param tools the toolchains that the build sees, by name, with their versions
/// @param build the commands of the build, each with its arguments, in order
/// @param outputs patterns of files below the source's folder that the build shall make
/// @param upstream the published file to compare with, if there is one
public record Recipe(
        Purl purl,
        Source source,
        Map<String, String> tools,
        Settings settings,
        Fetch fetch,
        List<List<String>> build,
        List<String> outputs,
        Optional<Published> upstream,
        Compare compare) {

    /// The format's version, its first member.
    public static final int FORMAT = 1;

    public Recipe {
        tools = Map.copyOf(tools);
        build = List.copyOf(build);
        outputs = List.copyOf(outputs);
    }

    /// Where the source is.
    public sealed interface Source {

        /// The folder within the source that commands start in; "." is its top.
        String folder();

        /// A file that a registry serves: sources that were released with the package.
        record Registry(String registry, String path, Digest digest, String folder) implements Source {}

        /// An archive somewhere on the web.
        record Archive(String url, Digest digest, String folder) implements Source {}

        /// A commit of a Git repository.
        record Git(String url, String commit, String folder) implements Source {}
    }

    /// What a build may depend on without a command saying so.
    ///
    /// @param workFolder where the source is put, which some compilers write into what they make
    /// @param sourceDateEpoch the seconds that SOURCE_DATE_EPOCH says, if it is set
    /// @param limit how long each phase may take
    public record Settings(
            String timeZone,
            String locale,
            String umask,
            String workFolder,
            OptionalLong sourceDateEpoch,
            Duration limit) {

        public static final Settings DEFAULT =
                new Settings("UTC", "C.UTF-8", "022", "/build/src", OptionalLong.empty(), Duration.ofMinutes(30));
    }

    /// The commands that bring in what the build needs, the registries that they may read, and the moment that
    /// these are shown at.
    public record Fetch(List<List<String>> commands, Set<String> allowed, Optional<Instant> asOf) {

        public Fetch {
            commands = List.copyOf(commands);
            allowed = Set.copyOf(allowed);
        }
    }

    /// A published file.
    public record Published(String registry, String path, Digest digest) {}

    /// How the result is compared with others.
    public record Compare(String ruleset, List<Exemption> exceptions) {

        /// A file that may differ, by which rule, and why.
        public record Exemption(String path, String rule, String reason) {}

        public Compare {
            exceptions = List.copyOf(exceptions);
        }
    }
}
