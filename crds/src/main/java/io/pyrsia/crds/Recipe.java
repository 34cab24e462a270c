package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a version of a package is made from its source: what builders read, but for the format's version and the
/// package, which the request names.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Recipe(
        @Required @JsonPropertyDescription("Where the source is.")
        Source source,

        @JsonPropertyDescription("Toolchains by name, each with its version.") @Nullable
        Map<String, String> tools,

        @JsonPropertyDescription("What a build may depend on without a command saying so.") @Nullable
        Environment env,

        @JsonPropertyDescription("What brings in that the build needs, while registries may be asked.") @Nullable
        Fetch fetch,

        @Required @JsonPropertyDescription("What is done without a network.")
        Steps build,

        @Required
        @Size(min = 1, max = 100)
        @JsonPropertyDescription("Patterns of the files below the source's folder that are made.")
        List<String> outputs,

        @JsonPropertyDescription("The published file to compare with.") @Nullable
        Published upstream,

        @JsonPropertyDescription("How two results are compared.") @Nullable
        Compare compare) {

    private static final String REGISTRY = "^(crates|debian|debian-security|go|maven|npm|pypi)$";
    private static final String SHA256 = "^[0-9a-f]{64}$";
    private static final String ADDRESS = "^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[!-~]*$";

    /// Where a source is.
    @ValidationRule(
            value = "self.kind != 'registry' || has(self.registry) && has(self.path) && has(self.sha256)",
            message = "a source of the kind registry has registry, path and sha256")
    @ValidationRule(
            value = "self.kind != 'archive' || has(self.url) && has(self.sha256)",
            message = "a source of the kind archive has url and sha256")
    @ValidationRule(
            value = "self.kind != 'git' || has(self.url) && has(self.commit)",
            message = "a source of the kind git has url and commit")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(
            @Required
            @Size(max = 8)
            @Pattern("^(registry|archive|git)$")
            @JsonPropertyDescription("registry, archive or git.")
            String kind,

            @Size(max = 16) @Pattern(REGISTRY) @JsonPropertyDescription("The registry that released it.") @Nullable
            String registry,

            @Size(max = 512) @JsonPropertyDescription("Where the registry has it.") @Nullable
            String path,

            @Size(max = 512) @Pattern(ADDRESS) @JsonPropertyDescription("The archive, or the repository.") @Nullable
            String url,

            @Size(max = 64) @Pattern(SHA256) @JsonPropertyDescription("The SHA-256 of the archive.") @Nullable
            String sha256,

            @Size(max = 64)
            @Pattern("^([0-9a-f]{40}|[0-9a-f]{64})$")
            @JsonPropertyDescription("The commit, in full.")
            @Nullable
            String commit,

            @Size(max = 512)
            @JsonPropertyDescription("The folder in it that commands start in; its top if empty.")
            @Nullable
            String dir) {}

    /// What a build may depend on without a command saying so.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Environment(
            @Size(max = 64) @JsonPropertyDescription("The time zone; UTC if empty.") @Nullable
            String tz,

            @Size(max = 32) @JsonPropertyDescription("The locale; C.UTF-8 if empty.") @Nullable
            String locale,

            @Size(max = 4) @JsonPropertyDescription("The umask, three octal digits; 022 if empty.") @Nullable
            String umask,

            @Size(max = 512) @JsonPropertyDescription("Where the source is put; /build/src if empty.") @Nullable
            String workdir,

            @Min(0) @JsonPropertyDescription("SOURCE_DATE_EPOCH, in seconds.") @Nullable
            Long sourceDateEpoch,

            @Min(1) @Max(999) @JsonPropertyDescription("How long each phase may take; 30 if empty.") @Nullable
            Integer minutes) {}

    /// What brings in that the build needs.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Fetch(
            @Size(max = 100) @JsonPropertyDescription("Commands, each a list of a program and its arguments.") @Nullable
            List<List<String>> argv,

            @Size(max = 100) @JsonPropertyDescription("The registries that they may ask.") @Nullable
            List<String> allow,

            @Size(max = 40) @JsonPropertyDescription("The moment that registries are shown at.") @Nullable
            String registryTime) {}

    /// What is done without a network.
    public record Steps(
            @Required
            @Size(min = 1, max = 100)
            @JsonPropertyDescription("Commands, each a list of a program and its arguments.")
            List<List<String>> argv) {}

    /// A file that a registry has.
    public record Published(
            @Required @Size(max = 16) @Pattern(REGISTRY) @JsonPropertyDescription("The registry.")
            String registry,

            @Required @Size(max = 512) @JsonPropertyDescription("Where the registry has it.")
            String path,

            @Required @Size(max = 64) @Pattern(SHA256) @JsonPropertyDescription("Its SHA-256.")
            String sha256) {}

    /// How two results are compared.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Compare(
            @Size(max = 64) @JsonPropertyDescription("The name of a set of rules.") @Nullable
            String ruleset,

            @Size(max = 100) @JsonPropertyDescription("What may differ, and why.") @Nullable
            List<Exemption> exceptions) {}

    /// What may differ.
    public record Exemption(
            @Required @Size(max = 512) @JsonPropertyDescription("A pattern of files.")
            String path,

            @Required @Size(max = 64) @JsonPropertyDescription("The name of a rule.")
            String rule,

            @Required @Size(max = 512) @JsonPropertyDescription("Why this may differ.")
            String reason) {}
}
