package io.pyrsia.log.note;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Base64Text;
import java.util.Base64;
import org.apache.tuweni.bytes.Bytes;

/// One line below a note: who signed, with which key, and the signature, which nobody has checked yet.
public record NoteSignature(String name, String keyId, Bytes signature) {

    /// As long as the largest signatures in use, those of ML-DSA-87.
    static final int MAX_BYTES = 5_000;

    private static final int ID_BYTES = 4;
    private static final String START = "— ";

    public NoteSignature {
        if (!NoteKey.isName(name) || keyId.length() != 2 * ID_BYTES || signature.size() > MAX_BYTES) {
            throw new IllegalArgumentException("not a signature of " + name);
        }
    }

    /// Whether it is given in the name of this key; that says nothing about the signature.
    public boolean isBy(NoteKey key) {
        return name.equals(key.name()) && keyId.equals(key.id());
    }

    /// The line without its newline.
    public String line() {
        Bytes value = Bytes.concatenate(Bytes.fromHexString("0x" + keyId), signature);
        return START + name + " " + Base64.getEncoder().encodeToString(value.toArrayUnsafe());
    }

    public static NoteSignature parse(String line) throws Malformed {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(START) || space < START.length() || !NoteKey.isName(line.substring(2, space))) {
            throw new Malformed("a signature's line has a dash, a name and the signature");
        }
        Bytes value = Bytes.wrap(Base64Text.decode(line.substring(space + 1), ID_BYTES + 1, ID_BYTES + MAX_BYTES));
        return new NoteSignature(
                line.substring(2, space), value.slice(0, ID_BYTES).toUnprefixedHexString(), value.slice(ID_BYTES));
    }
}
