package io.pyrsia.client.api;

import io.pyrsia.base.Digest;
import io.pyrsia.client.json.About;
import java.util.List;

/// What a builder made of a build. The bytes that it names have been given to the node as blobs before.
@About("What a builder made of a build. The bytes that it names have been given to the node as blobs before.")
public sealed interface BuildAnswer {

    /// Files were built.
    @About("Files were built.")
    record Built(
            List<File> files,

            @About("The blob with the package URLs of all dependencies, sorted, one a line.")
            Digest dependencies,

            @About("The blob with the in-toto statement of provenance, which the node signs.")
            Digest statement)
            implements BuildAnswer {}

    /// There is nothing, and the network is told why.
    @About("There is nothing, and the network is told why.")
    record CannotBuild(String reason) implements BuildAnswer {}

    /// One file that was built.
    @About("One file that was built.")
    record File(
            String path,

            @About("Its SHA-256 on each rung of the ladder of comparison, of its bytes first.")
            List<Digest> forms,

            String mediaType) {}
}
