package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Optional;
import java.util.stream.Stream;

/// Where peers outside of the cluster reach a node, once the cluster has given it an address.
final class Outside {

    private Outside() {}

    /// @param service the node's own service for peers
    /// @param machine the address of the machine that its pod runs on
    static Optional<String> address(Service service, Optional<String> machine) {
        ServicePort port = service.getSpec().getPorts().getFirst();
        return switch (service.getSpec().getType()) {
            case "LoadBalancer" -> balancer(service).map(host -> host + "/tcp/" + port.getPort());
            case "NodePort" ->
                machine.filter(host -> port.getNodePort() != null).map(host -> ip(host) + "/tcp/" + port.getNodePort());
            default -> Optional.empty();
        };
    }

    private static Optional<String> balancer(Service service) {
        if (service.getStatus() == null || service.getStatus().getLoadBalancer() == null) {
            return Optional.empty();
        }
        return service.getStatus().getLoadBalancer().getIngress().stream()
                .flatMap(Outside::host)
                .findFirst();
    }

    private static Stream<String> host(LoadBalancerIngress given) {
        String ip = given.getIp();
        return ip == null || ip.isEmpty()
                ? Stream.ofNullable(given.getHostname()).map(name -> "/dns4/" + name)
                : Stream.of(ip(ip));
    }

    private static String ip(String address) {
        return (address.contains(":") ? "/ip6/" : "/ip4/") + address;
    }
}
