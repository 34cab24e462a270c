package io.pyrsia.log.note;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.LogPath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;

/// A text that ends in a newline and the signatures below it (signed-note); what is read is trusted by nobody yet.
public record Note(String text, List<NoteSignature> signatures) {

    /// As many as Go's reader of notes accepts.
    public static final int MAX_SIGNATURES = 100;

    public static final int MAX_BYTES = LogPath.MAX_CHECKPOINT_BYTES;

    public Note {
        signatures = List.copyOf(signatures);
        if (!isText(text) || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException("not a note");
        }
    }

    public static Note parse(Bytes encoded) throws Malformed {
        if (encoded.size() > MAX_BYTES) {
            throw new Malformed("a note has at most " + MAX_BYTES + " bytes");
        }
        String note = decode(encoded);
        int split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n") || !isText(note.substring(0, split + 1))) {
            throw new Malformed("a note is a text, an empty line, and signatures");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : note.substring(split + 2).split("\n", MAX_SIGNATURES + 2)) {
            if (signatures.size() == MAX_SIGNATURES && !line.isEmpty()) {
                throw new Malformed("a note has at most " + MAX_SIGNATURES + " signatures");
            }
            if (!line.isEmpty()) {
                signatures.add(NoteSignature.parse(line));
            }
        }
        if (signatures.isEmpty()) {
            throw new Malformed("a note without a signature");
        }
        return new Note(note.substring(0, split + 1), signatures);
    }

    public Bytes encode() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return Cosignature.utf8(note.toString());
    }

    /// Which of the known keys signed this; a wrong signature in the name of one of them makes the note malformed.
    public List<NoteKey> signers(List<NoteKey> known) throws Malformed {
        TreeSet<NoteKey> signers = new TreeSet<>();
        for (NoteKey key : known) {
            for (NoteSignature signature : signatures) {
                if (signature.isBy(key)) {
                    if (!key.verifies(text, signature.signature())) {
                        throw new Malformed("a signature of " + key.name() + " is wrong");
                    }
                    signers.add(key);
                }
            }
        }
        return List.copyOf(signers);
    }

    /// This note with more signatures below; one that is there already is not added again.
    public Note with(List<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        more.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
        return new Note(text, all);
    }

    static boolean isText(String text) {
        return text.endsWith("\n") && text.chars().noneMatch(c -> c < 0x20 && c != '\n');
    }

    /// UTF-8 in its strict form.
    static String decode(Bytes encoded) throws Malformed {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(encoded.toArrayUnsafe()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("not UTF-8");
        }
    }
}
