package io.pyrsia.log.note;

import io.pyrsia.base.crypto.PrivateKey;
import org.apache.tuweni.bytes.Bytes;

/// A name and its private key: what signs notes.
public record NoteSigner(String name, PrivateKey secret) {

    public NoteKey key(NoteKey.Kind kind) {
        return new NoteKey(name, kind, secret.publicKey());
    }

    /// Signs as a log does.
    public NoteSignature sign(String text) {
        return line(NoteKey.Kind.LOG, secret.sign(Cosignature.utf8(text)));
    }

    /// Signs as a witness does, at a time in seconds since 1970.
    public NoteSignature cosign(String text, long seconds) {
        return line(NoteKey.Kind.WITNESS, Cosignature.sign(secret, text, seconds));
    }

    private NoteSignature line(NoteKey.Kind kind, Bytes signature) {
        return new NoteSignature(name, key(kind).id(), signature);
    }
}
