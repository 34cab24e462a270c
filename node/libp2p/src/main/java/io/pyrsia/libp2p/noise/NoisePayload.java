package io.pyrsia.libp2p.noise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.key.Recent;
import io.pyrsia.libp2p.protobuf.ProtobufReader;
import io.pyrsia.libp2p.protobuf.ProtobufWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// What a side says inside the handshake: who it is, proven for its Noise key, and its multiplexers.
record NoisePayload(PeerKey key, List<String> muxers) {

    private static final Bytes PREFIX = Bytes.wrap("noise-libp2p-static-key:".getBytes(US_ASCII));
    private static final int MAX_FIELDS = 64;
    private static final int MAX_SIGNATURE = 1_024;
    private static final int MAX_EXTENSIONS = 4_096;
    private static final int MAX_MUXERS = 32;
    private static final int MAX_MUXER_BYTES = 140;

    /// Those of the peers that came last; many use one Noise key for all their connections.
    private static final Recent<NoisePayload> RECENT = new Recent<>(256);

    static byte[] write(Identity identity, byte[] staticKey, List<String> muxers) {
        ProtobufWriter extensions = new ProtobufWriter();
        muxers.forEach(muxer -> extensions.text(2, muxer));
        return new ProtobufWriter()
                .bytes(1, identity.key().encoded())
                .bytes(2, identity.sign(Bytes.concatenate(PREFIX, Bytes.wrap(staticKey))))
                .message(4, extensions)
                .toBytes()
                .toArray();
    }

    /// Reads a payload and checks that its key signed `staticKey`.
    static NoisePayload read(byte[] payload, byte[] staticKey) throws Malformed {
        Bytes both = Bytes.concatenate(Bytes.wrap(staticKey), Bytes.wrap(payload));
        NoisePayload known = RECENT.get(both);
        if (known == null) {
            known = check(payload, staticKey);
            RECENT.keep(both, known);
        }
        return known;
    }

    private static NoisePayload check(byte[] payload, byte[] staticKey) throws Malformed {
        Bytes key = Bytes.EMPTY;
        Bytes signature = Bytes.EMPTY;
        List<String> muxers = new ArrayList<>();
        ProtobufReader reader = new ProtobufReader(Bytes.wrap(payload), MAX_FIELDS);
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.bytes(PeerKey.MAX_BYTES);
                case 2 -> signature = reader.bytes(MAX_SIGNATURE);
                case 4 -> readExtensions(new ProtobufReader(reader.bytes(MAX_EXTENSIONS), MAX_FIELDS), muxers);
                default -> {
                    // not ours
                }
            }
        }
        PeerKey peer = PeerKey.parse(key);
        if (!peer.verifies(Bytes.concatenate(PREFIX, Bytes.wrap(staticKey)), signature)) {
            throw new Malformed("a peer did not sign its handshake key");
        }
        return new NoisePayload(peer, List.copyOf(muxers));
    }

    private static void readExtensions(ProtobufReader reader, List<String> muxers) throws Malformed {
        while (reader.next()) {
            if (reader.field() == 2) {
                if (muxers.size() == MAX_MUXERS) {
                    throw new Malformed("more than " + MAX_MUXERS + " multiplexers");
                }
                muxers.add(reader.text(MAX_MUXER_BYTES));
            }
        }
    }
}
