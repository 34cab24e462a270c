package io.pyrsia.log.witness;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Decimal;
import io.pyrsia.log.note.Note;
import io.pyrsia.log.note.NoteKey;
import io.pyrsia.log.note.NoteSignature;
import io.pyrsia.log.note.SignedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What a witness answers to [AddCheckpoint], as it stands in HTTP.
public sealed interface WitnessAnswer {

    /// Room for a cosignature of every key a witness may have.
    int MAX_BYTES = 1 << 17;

    /// The type of the body of [Behind].
    String SIZE_TYPE = "text/x.tlog.size";

    /// It cosigned.
    record Cosigned(List<NoteSignature> signatures) implements WitnessAnswer {

        public Cosigned {
            signatures = List.copyOf(signatures);
        }
    }

    /// It cosigned another size last: ask again with a proof from there.
    record OtherSize(long size) implements WitnessAnswer {}

    /// It does not cosign this.
    record Refused(int status, String reason) implements WitnessAnswer {}

    default int status() {
        return switch (this) {
            case Cosigned ignored -> 200;
            case OtherSize ignored -> 409;
            case Refused refused -> refused.status();
        };
    }

    default String contentType() {
        return this instanceof OtherSize ? SIZE_TYPE : "text/plain; charset=utf-8";
    }

    default String body() {
        return switch (this) {
            case Cosigned cosigned ->
                String.join(
                        "",
                        cosigned.signatures().stream()
                                .map(signature -> signature.line() + "\n")
                                .toList());
            case OtherSize other -> other.size() + "\n";
            case Refused refused -> refused.reason() + "\n";
        };
    }

    /// Reads the answer of a witness with these keys to a question about `checkpoint`; unknown keys' lines are ignored.
    static WitnessAnswer read(int status, Bytes body, SignedCheckpoint checkpoint, List<NoteKey> witness)
            throws Malformed {
        if (body.size() > MAX_BYTES) {
            throw new Malformed("a witness answers with at most " + MAX_BYTES + " bytes");
        }
        String text = new String(body.toArrayUnsafe(), StandardCharsets.UTF_8);
        return switch (status) {
            case 200 -> cosigned(text, checkpoint, witness);
            case 409 -> {
                if (!text.endsWith("\n")) {
                    throw new Malformed("a size ends with a newline");
                }
                yield new OtherSize(Decimal.parse(text.substring(0, text.length() - 1)));
            }
            default -> new Refused(status, "the witness does not cosign: " + status);
        };
    }

    private static WitnessAnswer cosigned(String text, SignedCheckpoint checkpoint, List<NoteKey> witness)
            throws Malformed {
        List<NoteSignature> valid = new ArrayList<>();
        for (String line : text.split("\n", Note.MAX_SIGNATURES)) {
            if (!line.isEmpty()) {
                NoteSignature signature = NoteSignature.parse(line);
                if (!new Note(checkpoint.note().text(), List.of(signature))
                        .signers(witness)
                        .isEmpty()) {
                    valid.add(signature);
                }
            }
        }
        if (valid.isEmpty()) {
            throw new Malformed("the answer has no cosignature of this witness");
        }
        return new Cosigned(valid);
    }
}
