package io.pyrsia.libp2p.host;

import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.StreamHandler;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The protocols that this host answers, and to whom.
final class Services {

    private record Service(Admission admission, StreamHandler handler) {}

    private final Map<String, Service> services = new ConcurrentHashMap<>();

    void serve(String protocol, Admission admission, StreamHandler handler) {
        services.put(protocol, new Service(admission, handler));
    }

    boolean withdraw(String protocol) {
        return services.remove(protocol) != null;
    }

    /// The handler for `peer`; to those that are not admitted there is none.
    Optional<StreamHandler> handler(String protocol, PeerId peer) {
        Service service = services.get(protocol);
        return service != null && service.admission().admits(peer) ? Optional.of(service.handler()) : Optional.empty();
    }

    /// What `peer` may be told that we speak.
    Set<String> protocols(PeerId peer) {
        return services.entrySet().stream()
                .filter(entry -> entry.getValue().admission().admits(peer))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
