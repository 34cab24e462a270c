package io.pyrsia.operator.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.operator.node.Rolling.Candidate;
import io.pyrsia.operator.node.Rolling.Verdict;
import io.pyrsia.operator.node.Rolling.Voter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollingTest {

    private static List<Voter> voters(boolean... caughtUp) {
        List<Voter> voters = new ArrayList<>();
        for (int i = 0; i < caughtUp.length; i++) {
            voters.add(new Voter("node-" + i, caughtUp[i]));
        }
        return voters;
    }

    @Test
    void aQuorumOfOthersCanSpareAnAuthority() {
        assertEquals(
                new Verdict(true, "3 other authorities have caught up, 3 are needed while it restarts"),
                Rolling.decide(new Candidate("node-0", true), voters(true, true, true, true), 3));
    }

    @Test
    void theCandidateItselfDoesNotCount() {
        assertEquals(
                new Verdict(false, "2 other authorities have caught up, 3 are needed while it restarts"),
                Rolling.decide(new Candidate("node-0", true), voters(true, true, true, false), 3));
    }

    @Test
    void whoIsNotUpHasNothingToLose() {
        assertEquals(
                true,
                Rolling.decide(new Candidate("node-3", false), voters(true, false, false, false), 3)
                        .mayRestart());
    }

    @Test
    void whoDoesNotVoteIsNotMissed() {
        assertEquals(
                true,
                Rolling.decide(new Candidate("regular", true), voters(true, true, false, false), 3)
                        .mayRestart());
    }
}
