package io.pyrsia.cli.doctor;

import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.Authorities.Member;
import java.util.ArrayList;
import java.util.List;

/// Asks the node which authorities it is connected to and whose votes it misses.
final class VotesCheck implements Check {

    private static final String NAME = "votes";

    @Override
    public List<Finding> of(Patient patient) {
        if (patient.authorities().isEmpty()) {
            return List.of();
        }
        Authorities authorities = patient.authorities().get();
        List<Finding> findings = new ArrayList<>();
        long there = authorities.members().stream()
                .filter(member -> member.self() || member.connected())
                .count();
        if (there < authorities.quorum()) {
            findings.add(Finding.fault(
                    NAME,
                    "the node reaches " + there + " of " + authorities.members().size() + " authorities, and "
                            + authorities.quorum() + " must agree: nothing becomes final",
                    "Bring the missing ones back; if they are gone for good, see the guide on recovery."));
        }
        for (Member member : authorities.members()) {
            if (!member.self() && !member.connected()) {
                findings.add(Finding.warning(
                        NAME,
                        "authority " + member.peerId() + " is not connected",
                        "Ask those who run it; the network bears "
                                + (authorities.members().size() - authorities.quorum()) + " missing."));
            } else if (member.votesMissing() > member.votesSeen()) {
                findings.add(Finding.warning(
                        NAME,
                        "authority " + member.peerId() + " is connected, but of its votes " + member.votesMissing()
                                + " are missing and " + member.votesSeen() + " were seen",
                        "Ask those who run it to look at it with 'pyrsia doctor'."));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.fine(NAME, "all " + authorities.members().size() + " authorities are there and vote"));
        }
        return findings;
    }
}
