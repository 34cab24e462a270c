package io.pyrsia.libp2p.noise;

import io.pyrsia.base.Malformed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The three messages of the XX pattern, seen from either side: `e`, then `e ee s es`, then `s se`.
final class HandshakeState {

    private final SymmetricState symmetric = new SymmetricState();
    private final boolean initiator;
    private final DhKey staticKey;
    private final DhKey ephemeralKey;
    private byte @Nullable [] remoteStatic;
    private byte @Nullable [] remoteEphemeral;

    HandshakeState(boolean initiator, DhKey staticKey, DhKey ephemeralKey, byte[] prologue) {
        this.initiator = initiator;
        this.staticKey = staticKey;
        this.ephemeralKey = ephemeralKey;
        symmetric.mixHash(prologue);
    }

    byte[] writeFirst(byte[] payload) {
        byte[] ephemeral = ephemeralKey.publicHalf();
        symmetric.mixHash(ephemeral);
        return join(ephemeral, symmetric.encryptAndHash(payload));
    }

    byte[] readFirst(byte[] message) throws Malformed {
        return symmetric.decryptAndHash(readEphemeral(message));
    }

    byte[] writeSecond(byte[] payload) throws Malformed {
        byte[] ephemeral = ephemeralKey.publicHalf();
        symmetric.mixHash(ephemeral);
        mixAgreement(ephemeralKey, remoteEphemeral);
        byte[] sealed = symmetric.encryptAndHash(staticKey.publicHalf());
        mixAgreement(staticKey, remoteEphemeral);
        return join(ephemeral, sealed, symmetric.encryptAndHash(payload));
    }

    byte[] readSecond(byte[] message) throws Malformed {
        byte[] rest = readEphemeral(message);
        mixAgreement(ephemeralKey, remoteEphemeral);
        byte[] payload = readStatic(rest);
        mixAgreement(ephemeralKey, remoteStatic);
        return symmetric.decryptAndHash(payload);
    }

    byte[] writeThird(byte[] payload) throws Malformed {
        byte[] sealed = symmetric.encryptAndHash(staticKey.publicHalf());
        mixAgreement(staticKey, remoteEphemeral);
        return join(sealed, symmetric.encryptAndHash(payload));
    }

    byte[] readThird(byte[] message) throws Malformed {
        byte[] payload = readStatic(message);
        mixAgreement(ephemeralKey, remoteStatic);
        return symmetric.decryptAndHash(payload);
    }

    byte[] remoteStatic() {
        return require(remoteStatic);
    }

    /// The states for sending and for receiving, in this order.
    CipherState[] split() {
        CipherState[] states = symmetric.split();
        return initiator ? states : new CipherState[] {states[1], states[0]};
    }

    /// Takes the key in front and returns what follows.
    private byte[] readEphemeral(byte[] message) throws Malformed {
        if (message.length < DhKey.BYTES) {
            throw new Malformed("a handshake message is too short");
        }
        remoteEphemeral = Arrays.copyOf(message, DhKey.BYTES);
        symmetric.mixHash(remoteEphemeral);
        return Arrays.copyOfRange(message, DhKey.BYTES, message.length);
    }

    private byte[] readStatic(byte[] message) throws Malformed {
        int sealed = DhKey.BYTES + CipherState.TAG_BYTES;
        if (message.length < sealed) {
            throw new Malformed("a handshake message is too short");
        }
        remoteStatic = symmetric.decryptAndHash(Arrays.copyOf(message, sealed));
        return Arrays.copyOfRange(message, sealed, message.length);
    }

    private void mixAgreement(DhKey ours, byte @Nullable [] theirs) throws Malformed {
        symmetric.mixKey(ours.agree(require(theirs)));
    }

    private static byte[] require(byte @Nullable [] key) {
        if (key == null) {
            throw new IllegalStateException("the messages of a handshake come in order");
        }
        return key;
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] out = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }
}
