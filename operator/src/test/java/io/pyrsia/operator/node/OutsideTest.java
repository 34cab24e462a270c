package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutsideTest {

    private static final Optional<String> MACHINE = Optional.of("192.0.2.7");

    private static Optional<String> address(String spec, String status) {
        return Outside.address(
                Serialization.unmarshal(
                        "apiVersion: v1\nkind: Service\nspec: " + spec + "\nstatus: " + status, Service.class),
                MACHINE);
    }

    @Test
    void aBalancerIsWaitedForAndThenNamed() {
        String spec = "{type: LoadBalancer, ports: [{port: 44000}]}";
        assertEquals(Optional.empty(), address(spec, "{loadBalancer: {}}"));
        assertEquals(
                Optional.of("/ip4/198.51.100.4/tcp/44000"),
                address(spec, "{loadBalancer: {ingress: [{ip: 198.51.100.4}]}}"));
        assertEquals(
                Optional.of("/ip6/2001:db8::1/tcp/44000"),
                address(spec, "{loadBalancer: {ingress: [{ip: '2001:db8::1'}]}}"));
        assertEquals(
                Optional.of("/dns4/lb.example/tcp/44000"),
                address(spec, "{loadBalancer: {ingress: [{hostname: lb.example}]}}"));
    }

    @Test
    void aPortOfTheMachineIsNamedWithTheMachine() {
        assertEquals(
                Optional.of("/ip4/192.0.2.7/tcp/31000"),
                address("{type: NodePort, ports: [{port: 44000, nodePort: 31000}]}", "{}"));
        assertEquals(Optional.empty(), address("{type: NodePort, ports: [{port: 44000}]}", "{}"));
    }

    @Test
    void insideThereIsNoOutside() {
        assertEquals(Optional.empty(), address("{type: ClusterIP, ports: [{port: 44000}]}", "{}"));
    }
}
