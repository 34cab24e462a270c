package io.pyrsia.builder.execute;

import io.pyrsia.builder.fetch.Registries;
import io.pyrsia.builder.fetch.Upstream;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.sandbox.Quota;
import io.pyrsia.builder.toolchain.Catalog;
import io.pyrsia.builder.toolchain.ToolchainCache;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/// Builds on this machine, each build in a sandbox of its own.
public final class SandboxExecutor implements Executor, AutoCloseable {

    /// How one executor is set up.
    ///
    /// @param registries where registries are, by the names that recipes use
    /// @param toolchains a folder for unpacked toolchains, which the account of builds can read
    /// @param work a folder for builds while they run, which that account can pass through
    /// @param quota what one build may use of the machine
    /// @param maxFileBytes the largest file that is fetched
    /// @param maxFetchBytes how much one build may fetch in all
    /// @param patience how long one file may take to come
    public record Settings(
            Registries registries,
            Path toolchains,
            Path work,
            Quota quota,
            long maxFileBytes,
            long maxFetchBytes,
            Duration patience) {

        /// Limits that suit what most packages need.
        public static Settings of(Registries registries, Path toolchains, Path work) {
            return new Settings(
                    registries, toolchains, work, Quota.DEFAULT, 1L << 30, 4L << 30, Duration.ofMinutes(10));
        }
    }

    private final Settings settings;
    private final Catalog catalog;
    private final ToolchainCache cache;
    private final Upstream upstream;

    public SandboxExecutor(Settings settings, Catalog catalog) {
        this.settings = settings;
        this.catalog = catalog;
        this.cache = new ToolchainCache(settings.toolchains());
        this.upstream = new Upstream(settings.maxFileBytes(), settings.patience());
    }

    @Override
    public Outcome build(Recipe recipe, Path folder, OutputStream told) {
        return new SandboxBuild(settings, catalog, cache, upstream, recipe, folder, told).run();
    }

    @Override
    public void close() {
        upstream.close();
    }
}
