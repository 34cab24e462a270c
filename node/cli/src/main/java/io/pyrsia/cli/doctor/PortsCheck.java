package io.pyrsia.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks whether somebody else has the ports of a node that does not run.
final class PortsCheck implements Check {

    private static final String NAME = "ports";

    @Override
    public List<Finding> of(Patient patient) throws IOException {
        if (patient.files().isEmpty() || patient.files().get().folder().isHeld()) {
            return List.of();
        }
        NodeFiles files = patient.files().get();
        List<Finding> findings = new ArrayList<>();
        Endpoint.of(files.httpHost(), files.httpPort())
                .flatMap(endpoint -> taken(endpoint, "HTTP port", "http.port"))
                .ifPresent(findings::add);
        for (String listen : files.listen()) {
            Endpoint.parse(listen)
                    .flatMap(endpoint -> taken(endpoint, "port for other nodes", "p2p.listen"))
                    .ifPresent(findings::add);
        }
        if (findings.isEmpty()) {
            findings.add(Finding.fine(NAME, "the node's ports are free"));
        }
        return findings;
    }

    private static Optional<Finding> taken(Endpoint endpoint, String what, String setting) {
        if (endpoint.port() == 0) {
            return Optional.empty();
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Finding.fault(
                    NAME,
                    "the " + what + " " + endpoint + " cannot be used: " + e.getMessage(),
                    "Stop the program that has it (ss -ltnp 'sport = :" + endpoint.port() + "'), or set " + setting
                            + " to another one."));
        }
    }
}
