package io.pyrsia.libp2p.kad;

import io.pyrsia.base.Malformed;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.Requests;
import io.pyrsia.libp2p.Stream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Asks one peer one thing.
final class KadClient {

    private final Host host;
    private final KadConfig config;

    KadClient(Host host, KadConfig config) {
        this.host = host;
        this.config = config;
    }

    /// The peer's answer; nothing where it cannot be reached or answers something else.
    Optional<KadMessage> ask(KadPeer peer, KadMessage request) {
        try {
            Connection connection = host.connect(peer.id(), peer.addresses());
            KadMessage answer = KadMessage.decode(Requests.ask(
                    connection, config.protocol(), request.encode(), KadMessage.MAX_BYTES, config.requestTimeout()));
            return answer.type() == request.type() ? Optional.of(answer) : Optional.empty();
        } catch (IOException | Malformed e) {
            return Optional.empty();
        }
    }

    /// Says what has no answer; whether the peer took it.
    boolean tell(KadPeer peer, KadMessage message) {
        try (Stream stream = host.connect(peer.id(), peer.addresses()).open(List.of(config.protocol()))) {
            stream.deadline(config.requestTimeout());
            Messages.write(stream, message.encode());
            stream.closeWrite();
            // The end of the other side's writing says that it has read the message.
            return stream.read(new byte[1], 0, 1) < 0;
        } catch (IOException e) {
            return false;
        }
    }
}
