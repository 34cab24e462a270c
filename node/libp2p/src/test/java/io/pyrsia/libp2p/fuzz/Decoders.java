package io.pyrsia.libp2p.fuzz;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.BytesDuplex;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.UnsupportedProtocol;
import io.pyrsia.libp2p.identify.Identification;
import io.pyrsia.libp2p.identify.PeerRecord;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import io.pyrsia.libp2p.multistream.Multistream;
import io.pyrsia.libp2p.noise.NoiseHandshake;
import io.pyrsia.libp2p.protobuf.ProtobufReader;
import io.pyrsia.libp2p.transport.Wire;
import io.pyrsia.libp2p.yamux.YamuxFrames;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// Every decoder of what peers send, with what must hold of whatever it accepts.
enum Decoders {
    PROTOBUF {
        @Override
        void decode(Bytes input) throws Malformed {
            ProtobufReader reader = new ProtobufReader(input, 100);
            for (int fields = 0; reader.next(); ) {
                require(++fields <= 100);
            }
        }
    },
    MULTIADDR {
        @Override
        void decode(Bytes input) throws Malformed {
            Multiaddr address = Multiaddr.parse(input);
            require(Multiaddr.parse(address.toBytes()).equals(address));
            require(Multiaddr.parse(address.toString()).equals(address));
        }
    },
    MULTIADDR_TEXT {
        @Override
        void decode(Bytes input) throws Malformed {
            Multiaddr address = Multiaddr.parse(new String(input.toArray(), StandardCharsets.UTF_8));
            require(Multiaddr.parse(address.toBytes()).equals(address));
        }
    },
    PEER_ID {
        @Override
        void decode(Bytes input) throws Malformed {
            PeerId id = PeerId.parse(input);
            require(PeerId.parse(id.toString()).equals(id)
                    && PeerId.parse(id.toCid()).equals(id));
        }
    },
    PEER_ID_TEXT {
        @Override
        void decode(Bytes input) throws Malformed {
            PeerId id = PeerId.parse(new String(input.toArray(), StandardCharsets.UTF_8));
            require(PeerId.parse(id.multihash()).equals(id));
        }
    },
    KEY {
        @Override
        void decode(Bytes input) throws Malformed {
            PeerKey key = PeerKey.parse(input);
            require(key.encoded().equals(input));
            require(!key.verifies(input, input));
        }
    },
    PEER_RECORD {
        @Override
        void decode(Bytes input) throws Malformed {
            PeerRecord.open(input);
        }
    },
    IDENTIFICATION {
        @Override
        void decode(Bytes input) throws Malformed, IOException {
            Identification.read(new BytesDuplex(input));
        }
    },
    MULTISTREAM {
        @Override
        void decode(Bytes input) throws Malformed, IOException {
            Multistream.answer(new BytesDuplex(input), "/noise"::equals);
            Multistream.propose(new BytesDuplex(input), List.of("/noise", "/tls/1.0.0"));
        }
    },
    YAMUX {
        @Override
        void decode(Bytes input) throws Malformed, IOException {
            YamuxFrames.read(input);
        }
    },
    NOISE {
        @Override
        void decode(Bytes input) throws Malformed, IOException {
            NOISE_HANDSHAKE.accept(new BytesWire(input));
        }
    },
    MESSAGES {
        @Override
        void decode(Bytes input) throws Malformed, IOException {
            require(Messages.read(new BytesDuplex(input), 1_000).size() <= 1_000);
        }
    };

    private static final NoiseHandshake NOISE_HANDSHAKE =
            new NoiseHandshake(Identity.generate(Randomness.seeded(1)), List.of("/yamux/1.0.0"), Randomness.seeded(2));

    private record BytesWire(BytesDuplex bytes) implements Wire {

        BytesWire(Bytes said) {
            this(new BytesDuplex(said));
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            bytes.write(buffer, offset, length);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    abstract void decode(Bytes input) throws Malformed, IOException;

    /// Decodes; a refusal is as good as a success, anything else is a finding.
    void feed(byte[] input) {
        try {
            decode(Bytes.wrap(input));
        } catch (Malformed | EOFException | UnsupportedProtocol e) {
            // refused with a reason
        } catch (IOException e) {
            throw new AssertionError("a decoder failed in an unexpected way", e);
        }
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError("a decoder accepted what it cannot stand for");
        }
    }
}
