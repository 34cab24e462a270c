package io.pyrsia.client.api;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import io.pyrsia.client.json.About;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a package version, or one file of it, is trusted as much as it is.
@About("Why a package version, or one file of it, is trusted as much as it is.")
public record TrustReport(
        Purl purl,

        @About("The level of the version as a whole, or of the file; missing if the network knows nothing of it.")
        @Nullable
        Level level,

        List<File> files,

        @About("Each piece of evidence in one sentence, the newest first.")
        List<Statement> evidence) {

    /// How much something is trusted.
    public enum Level {
        /// A quorum of builders, at least two trusted ones among them, made the same.
        VERIFIED,
        /// A trusted node alone vouches for it.
        TRUSTED,
        /// Only regular builders made it.
        UNTRUSTED,
        /// A trusted node disagrees, or builders disagree and nobody settled it.
        DISPUTED,
        /// Withdrawn by the authorities.
        REMOVED
    }

    /// A file as the newest entry for it has it.
    public record File(Purl purl, Digest sha256, Level level) {}

    /// A sentence and the entry of the log that proves it.
    public record Statement(String sentence, long index) {}
}
