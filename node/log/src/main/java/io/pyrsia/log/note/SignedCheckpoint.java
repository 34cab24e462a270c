package io.pyrsia.log.note;

import io.pyrsia.base.Malformed;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// A checkpoint as a note with its signatures; a [Policy] says whether they are enough.
public record SignedCheckpoint(Checkpoint checkpoint, Note note) {

    public SignedCheckpoint {
        if (!note.text().startsWith(checkpoint.text())) {
            throw new IllegalArgumentException("the note is not that of the checkpoint");
        }
    }

    public static SignedCheckpoint of(Checkpoint checkpoint, List<NoteSignature> signatures) {
        return new SignedCheckpoint(checkpoint, new Note(checkpoint.text(), signatures));
    }

    public static SignedCheckpoint parse(Bytes encoded) throws Malformed {
        Note note = Note.parse(encoded);
        return new SignedCheckpoint(Checkpoint.parse(note.text()), note);
    }

    /// Adds signatures of more authorities or witnesses.
    public SignedCheckpoint with(List<NoteSignature> more) {
        return new SignedCheckpoint(checkpoint, note.with(more));
    }

    public Bytes encode() {
        return note.encode();
    }
}
