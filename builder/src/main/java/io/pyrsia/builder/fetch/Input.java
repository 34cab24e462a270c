package io.pyrsia.builder.fetch;

import io.pyrsia.base.Digest;
import java.net.URI;

/// One file that a build got from a registry, as the registry gave it.
///
/// @param registry its name in the recipe
/// @param path where the build asked for it, below the registry's name
/// @param url where the recorder found it
/// @param index whether it lists what there is, and so is another file tomorrow
public record Input(String registry, String path, URI url, Digest digest, long bytes, boolean index)
        implements Comparable<Input> {

    /// What stands in place of a registry's name where a commit of a Git repository was given.
    private static final String GIT = "git";

    /// A commit of a repository, as the tar archive that Git makes of it.
    public static Input commit(URI repository, String commit, Digest tar, long bytes) {
        String path = repository.getRawAuthority() + repository.getRawPath() + "@" + commit;
        return new Input(GIT, path, repository, tar, bytes, false);
    }

    public boolean isCommit() {
        return registry.equals(GIT);
    }

    /// By registry and path, so that a list of inputs does not depend on who asked first.
    @Override
    public int compareTo(Input other) {
        int byRegistry = registry.compareTo(other.registry);
        return byRegistry != 0 ? byRegistry : path.compareTo(other.path);
    }
}
