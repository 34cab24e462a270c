package io.pyrsia.operator.node;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.pyrsia.crds.PyrsiaNodeSpec;

/// How a node is reached: by the operator, by peers and by clients.
final class Services {

    private Services() {}

    /// The stateful set's own, without an address: it names the pod, ready or not.
    static Service governing(Names names, PyrsiaNodeSpec spec) {
        return service(names, names.node(), "ClusterIP", true, p2pPort(spec), httpPort(spec))
                .editSpec()
                .withClusterIP("None")
                .endSpec()
                .build();
    }

    /// Peers reach a node that is catching up, so it need not be ready.
    static Service p2p(Names names, PyrsiaNodeSpec spec) {
        return service(names, names.p2p(), spec.p2p().service().name(), true, p2pPort(spec))
                .build();
    }

    static Service http(Names names, PyrsiaNodeSpec spec) {
        return service(names, names.http(), "ClusterIP", false, httpPort(spec)).build();
    }

    private static ServiceBuilder service(
            Names names, String name, String type, boolean isForUnready, ServicePort... ports) {
        return new ServiceBuilder()
                .withMetadata(names.owned(name).build())
                .withNewSpec()
                .withType(type)
                .withSelector(names.selector())
                .withPublishNotReadyAddresses(isForUnready)
                .withPorts(ports)
                .endSpec();
    }

    private static ServicePort p2pPort(PyrsiaNodeSpec spec) {
        return port("p2p", spec.p2p().port());
    }

    private static ServicePort httpPort(PyrsiaNodeSpec spec) {
        return port("https", spec.http().port());
    }

    private static ServicePort port(String name, int number) {
        return new ServicePortBuilder()
                .withName(name)
                .withProtocol("TCP")
                .withPort(number)
                .withNewTargetPort(name)
                .build();
    }
}
