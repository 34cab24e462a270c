package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/// How other nodes reach a node. Each has a service of its own: behind a shared one a peer would reach
/// somebody else.
public record P2p(
        @Default("ClusterIP")
        @JsonPropertyDescription(
                "ClusterIP is for networks of one cluster; NodePort and LoadBalancer for peers outside.")
        ServiceType service,

        @Min(1024) @Max(65535) @Default("44000") @JsonPropertyDescription("The port of the node and its service.")
        Integer port) {

    static final P2p DEFAULT = new P2p(ServiceType.ClusterIP, 44_000);

    /// The types of services, as Kubernetes writes them.
    public enum ServiceType {
        ClusterIP,
        NodePort,
        LoadBalancer
    }

    public P2p {
        service = Given.or(service, ServiceType.ClusterIP);
        port = Given.or(port, 44_000);
    }
}
