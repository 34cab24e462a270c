package io.pyrsia.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// What only whoever runs a cluster's machines can do to them: `PYRSIA_E2E_MACHINES` is a command that takes
/// `stop-node N`, `start-node N`, `cut N` and `heal N`, where the Kubernetes node's name ends with N.
final class Machines {

    private final List<String> command;

    private Machines(List<String> command) {
        this.command = command;
    }

    static Machines needed() {
        String command = System.getenv().getOrDefault("PYRSIA_E2E_MACHINES", "");
        Assumptions.assumeFalse(
                command.isBlank(), "not run: PYRSIA_E2E_MACHINES names no command that stops and cuts machines");
        return new Machines(Arrays.asList(command.strip().split(" +", -1)));
    }

    void powerOff(String machine) throws IOException, InterruptedException {
        run("stop-node", machine);
    }

    void powerOn(String machine) throws IOException, InterruptedException {
        run("start-node", machine);
    }

    void cut(String machine) throws IOException, InterruptedException {
        run("cut", machine);
    }

    void heal(String machine) throws IOException, InterruptedException {
        run("heal", machine);
    }

    private void run(String verb, String machine) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.add(verb);
        whole.add(machine.replaceAll(".*\\D", ""));
        Command.run(whole);
    }
}
