package io.pyrsia.ledger.state;

import io.pyrsia.base.Purl;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import java.util.List;

/// How a build request ended, kept for a while so that its requester can ask.
public record Closed(Purl purl, Verdict verdict, String detail, long closedMs) {

    /// The ways in which a request ends.
    public enum Verdict {
        /// Its artifacts are in the log; the detail is their trust.
        PUBLISHED,
        /// Builders said that they cannot build it; the detail is the first one's reason.
        CANNOT_BUILD,
        /// Nobody who was drawn answered.
        SILENT,
        /// Builders disagree, and no larger committee could settle it.
        DISPUTED,
        /// Authorities gave no random numbers to draw a committee from.
        NOT_DRAWN,
        /// No builder was left to draw.
        NO_BUILDERS,
        /// The package was removed meanwhile.
        REMOVED
    }

    private static final List<Verdict> VERDICTS = List.of(
            Verdict.PUBLISHED,
            Verdict.CANNOT_BUILD,
            Verdict.SILENT,
            Verdict.DISPUTED,
            Verdict.NOT_DRAWN,
            Verdict.NO_BUILDERS,
            Verdict.REMOVED);

    private static final int MAX_DETAIL_BYTES = 512;

    static final Codec<Closed> CODEC = Fields.codec(
            (closed, out) -> {
                Fields.writePurl(closed.purl, out);
                Fields.writeConstant(closed.verdict, VERDICTS, out);
                Fields.writeText(closed.detail, out);
                out.u64(closed.closedMs);
            },
            in -> new Closed(
                    Fields.readVersion(in),
                    Fields.readConstant(VERDICTS, in),
                    Fields.readText(in, MAX_DETAIL_BYTES),
                    in.u64()));
}
