package io.pyrsia.client.api;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.client.json.About;
import java.util.List;

/// What a node is told to sign with its own key and to submit.
@About("What a node is told to sign with its own key and to submit.")
public sealed interface Instruction {

    /// Proposes an action, and endorses it by that.
    record Propose(Action action) implements Instruction {}

    record Endorse(String proposal) implements Instruction {}

    /// An authority vouches for a builder.
    record RegisterBuilder(NodeId node) implements Instruction {}

    /// Takes the node's own key out of use, for ever.
    record RevokeOwnKey() implements Instruction {}

    record PublishRecipe(Recipe recipe) implements Instruction {}

    /// Replaces exactly the recipe of this digest.
    record SupersedeRecipe(Digest previous, Recipe recipe) implements Instruction {}

    record RequestBuild(Purl purl) implements Instruction {}

    /// Which source and which recipe a package version is built from.
    record Recipe(Purl purl, Digest digest, Source source, boolean highValue, List<String> authors) {}

    /// Where a source is; the checksum is `sha256:…`, or `git:…` with a commit.
    record Source(Kind kind, String url, String checksum) {

        /// How it is fetched.
        public enum Kind {
            ARCHIVE,
            GIT,
            REGISTRY
        }
    }
}
