package io.pyrsia.dist.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A little Ethernet: each node has a network namespace of its own, with one link to a switch in another one. The
/// machine's own network is not touched.
@SuppressWarnings("try") // an interruption ends the test
final class Namespaces implements AutoCloseable {

    private final String prefix = "pyrsia-" + ProcessHandle.current().pid() + "-";
    private final String hub = prefix + "hub";
    private final List<String> made = new ArrayList<>();

    private Namespaces() {}

    /// Why this machine has no such thing for us, or nothing.
    static String problem() throws InterruptedException {
        String name = "pyrsia-try-" + ProcessHandle.current().pid();
        String problem = Command.problem("ip", "netns", "add", name);
        if (problem.isEmpty()) {
            problem = Command.problem("ip", "-n", name, "link", "add", "switch", "type", "bridge");
            Command.problem("ip", "netns", "del", name);
        }
        return problem;
    }

    static Namespaces create(int nodes) throws IOException, InterruptedException {
        Namespaces created = new Namespaces();
        try {
            created.add(created.hub);
            created.inHub("add", "switch", "type", "bridge");
            created.inHub("set", "switch", "up");
            for (int node = 0; node < nodes; node++) {
                created.connect(node);
            }
            return created;
        } catch (IOException | InterruptedException e) {
            created.close();
            throw e;
        }
    }

    private void add(String name) throws IOException, InterruptedException {
        Command.run("ip", "netns", "add", name);
        made.add(name);
    }

    private void connect(int node) throws IOException, InterruptedException {
        String own = name(node);
        add(own);
        inHub("add", port(node), "type", "veth", "peer", "name", "eth0", "netns", own);
        inHub("set", port(node), "master", "switch", "up");
        Command.run("ip", "-n", own, "link", "set", "lo", "up");
        Command.run("ip", "-n", own, "addr", "add", address(node) + "/24", "dev", "eth0");
        Command.run("ip", "-n", own, "link", "set", "eth0", "up");
    }

    private void inHub(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip", "-n", hub, "link"));
        command.addAll(List.of(words));
        Command.run(command.toArray(String[]::new));
    }

    private static String port(int node) {
        return "port" + node;
    }

    String name(int node) {
        return prefix + node;
    }

    String address(int node) {
        return "10.77.0." + (node + 1);
    }

    /// Pulls the node's cable.
    void cut(int node) throws IOException, InterruptedException {
        inHub("set", port(node), "down");
    }

    void join(int node) throws IOException, InterruptedException {
        inHub("set", port(node), "up");
    }

    /// Their links go with them.
    @Override
    public void close() throws InterruptedException {
        for (String name : made) {
            Command.problem("ip", "netns", "del", name);
        }
    }
}
