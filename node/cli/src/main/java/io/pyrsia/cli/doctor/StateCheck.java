package io.pyrsia.cli.doctor;

import io.pyrsia.client.api.NodeStatus;
import java.util.ArrayList;
import java.util.List;

/// Asks the node whether it has peers, has caught up, and is of this program's version.
final class StateCheck implements Check {

    private static final String NAME = "state";

    @Override
    public List<Finding> of(Patient patient) {
        if (patient.status().isEmpty()) {
            return List.of();
        }
        NodeStatus status = patient.status().get();
        List<Finding> findings = new ArrayList<>();
        if (status.peers() == 0) {
            findings.add(Finding.fault(
                    NAME, "the node has no peers", "Look at p2p.peers in its configuration, and at the firewall."));
        }
        if (!status.ready()) {
            String waiting = status.waitingFor();
            findings.add(Finding.warning(
                    NAME,
                    "the node has not caught up"
                            + (waiting == null ? "" : ": it waits for " + waiting)
                            + " (height " + status.height() + ", final is " + status.finalHeight() + ")",
                    "Wait, and see whether the height grows: pyrsia status."));
        }
        if (!status.version().equals(patient.version())) {
            findings.add(Finding.warning(
                    NAME,
                    "the node is of version " + status.version() + ", this program of " + patient.version(),
                    "Use the pyrsia that came with the node."));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.fine(NAME, "ready at height " + status.height() + " with " + status.peers() + " peers"));
        }
        return findings;
    }
}
