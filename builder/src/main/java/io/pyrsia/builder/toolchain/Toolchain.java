package io.pyrsia.builder.toolchain;

import io.pyrsia.base.Digest;
import java.util.List;
import java.util.Map;

/// One version of a tool for one platform, and how it is obtained.
///
/// @param name such as `jdk`
/// @param version such as `debian-17.0.15`
/// @param archives the files that it is in, unpacked one over the other
/// @param shows what the build sees of the unpacked files: where, and which folder of them
/// @param path folders that are searched for commands
/// @param environment what the tool wants to be set
public record Toolchain(
        String name,
        String version,
        List<Archive> archives,
        Map<String, String> shows,
        List<String> path,
        Map<String, String> environment) {

    public Toolchain {
        archives = List.copyOf(archives);
        shows = Map.copyOf(shows);
        path = List.copyOf(path);
        environment = Map.copyOf(environment);
    }

    /// How the files of an archive are packed.
    public enum Packing {
        /// A tar archive, compressed in any way that `tar` knows.
        TAR,
        /// Files with modes in the archive's directory or without any.
        ZIP,
        /// A Debian package, of which the files are taken and the scripts are not.
        DEB,
        /// A file that is used as it is.
        FILE
    }

    /// A file of a registry.
    ///
    /// @param executables patterns of files that are made executable, for packings that do not say
    public record Archive(String registry, String path, Digest digest, Packing packing, List<String> executables) {

        public Archive {
            executables = List.copyOf(executables);
        }
    }
}
