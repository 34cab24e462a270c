package io.pyrsia.cli.doctor;

import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.NodeStatus;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// What the doctor knows of a node before it looks further.
///
/// @param files its configuration and its data, if they are on this machine
/// @param address where it should answer
/// @param silence why it does not answer; empty if it does
/// @param now this machine's clock when the node answered
/// @param version of this program
record Patient(
        Optional<NodeFiles> files,
        URI address,
        String silence,
        Optional<NodeStatus> status,
        Optional<Authorities> authorities,
        Instant now,
        String version) {

    boolean answers() {
        return status.isPresent();
    }
}
