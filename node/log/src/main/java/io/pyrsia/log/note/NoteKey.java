package io.pyrsia.log.note;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.log.Base64Text;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.tuweni.bytes.Bytes;

/// A key that signs notes, under a name and for one kind of signature (signed-note, "Verifier keys").
public record NoteKey(String name, Kind kind, PublicKey key) implements Comparable<NoteKey> {

    /// What a signature says.
    public enum Kind {
        /// Ed25519 over the note's text: how a log signs its checkpoints.
        LOG(1),
        /// Ed25519 over a time and the note's text: how a witness does (cosignature/v1).
        WITNESS(4);

        private final int identifier;

        Kind(int identifier) {
            this.identifier = identifier;
        }
    }

    public static final int MAX_NAME_CHARACTERS = 255;

    public NoteKey {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a key's name: " + name);
        }
    }

    /// The first four bytes of a hash over all there is, as eight digits.
    public String id() {
        Bytes material = Bytes.concatenate(Bytes.wrap((name + "\n").getBytes(StandardCharsets.UTF_8)), typed());
        return Digest.sha256(material).hex().substring(0, 8);
    }

    /// The form in which a key is handed to others.
    public String verifierKey() {
        return name + "+" + id() + "+" + Base64.getEncoder().encodeToString(typed().toArrayUnsafe());
    }

    /// Reads what [#verifierKey] writes.
    public static NoteKey parse(String verifierKey) throws Malformed {
        String[] parts = verifierKey.split("\\+", 3);
        if (parts.length != 3 || !isName(parts[0])) {
            throw new Malformed("a verifier key is name+id+key");
        }
        Bytes typed = Bytes.wrap(Base64Text.decode(parts[2], 1, 4096));
        for (Kind kind : Kind.values()) {
            if (typed.get(0) == kind.identifier) {
                NoteKey key = new NoteKey(parts[0], kind, PublicKey.parse(typed.slice(1)));
                if (!key.id().equals(parts[1])) {
                    throw new Malformed("the id of a verifier key is not that of its key");
                }
                return key;
            }
        }
        throw new Malformed("a verifier key for signatures of an unsupported type: " + typed.get(0));
    }

    /// Whether `signature`, whose name and id are this key's, is right for the text.
    boolean verifies(String text, Bytes signature) {
        return switch (kind) {
            case LOG -> key.verifies(Cosignature.utf8(text), signature);
            case WITNESS -> Cosignature.verifies(key, text, signature);
        };
    }

    /// Whether a key may have this name.
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_CHARACTERS
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || c < 0x20
                                || c == 0x85
                                || Character.isSpaceChar(c)
                                || Character.isWhitespace(c)
                                || (c >= 0xd800 && c <= 0xdfff));
    }

    private Bytes typed() {
        return Bytes.concatenate(Bytes.of(kind.identifier), key.bytes());
    }

    @Override
    public int compareTo(NoteKey other) {
        return verifierKey().compareTo(other.verifierKey());
    }
}
