package io.pyrsia.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Connects to the peers that the configuration names.
final class PeersCheck implements Check {

    private static final String NAME = "peers";
    private static final int TIME_LIMIT_MS = 3_000;
    private static final int MAX_PEERS = 64;

    @Override
    public List<Finding> of(Patient patient) throws InterruptedException {
        List<String> peers = patient.files().map(NodeFiles::peers).orElse(List.of());
        List<String> asked = peers.subList(0, Math.min(peers.size(), MAX_PEERS));
        if (asked.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        int reached = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<String>>> answers = asked.stream()
                    .map(peer -> threads.submit(() -> problem(peer)))
                    .toList();
            for (int i = 0; i < asked.size(); i++) {
                Optional<String> problem = answer(answers.get(i));
                if (problem.isEmpty()) {
                    reached++;
                } else {
                    findings.add(Finding.warning(
                            NAME, asked.get(i) + " cannot be reached: " + problem.get(), "Ask whether it runs."));
                }
            }
        }
        String sum = reached + " of " + asked.size() + " bootstrap peers can be reached";
        findings.addFirst(
                reached == 0
                        ? Finding.fault(
                                NAME,
                                sum,
                                "Look at this machine's network and firewall, then at the addresses in p2p.peers.")
                        : Finding.fine(NAME, sum));
        return findings;
    }

    private static Optional<String> answer(Future<Optional<String>> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        }
    }

    private static Optional<String> problem(String peer) {
        Optional<Endpoint> endpoint = Endpoint.parse(peer);
        if (endpoint.isEmpty()) {
            return Optional.of("it is no TCP address");
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(endpoint.get().host(), endpoint.get().port()), TIME_LIMIT_MS);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
