package io.pyrsia.operator.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.NodeId;
import io.pyrsia.client.api.Action;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.crds.AuthorityMembershipSpec;
import io.pyrsia.crds.AuthorityMembershipSpec.Endorsement;
import io.pyrsia.crds.AuthorityMembershipSpec.Wish;
import io.pyrsia.operator.membership.Course.Facts;
import io.pyrsia.operator.membership.Course.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

class CourseTest {

    private static final NodeId NEW = node(9);

    private static NodeId node(int number) {
        return new NodeId(Bytes.repeat((byte) number, NodeId.BYTES));
    }

    private static Authorities authorities(int count, Authorities.Proposal... proposals) {
        List<Authorities.Member> members = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            members.add(new Authorities.Member(node(i), "peer", false, true, 1, 0, "key"));
        }
        return new Authorities(0, 2 * count / 3 + 1, members, List.of(proposals));
    }

    private static Authorities.Proposal proposal(Action action, NodeId... endorsers) {
        return new Authorities.Proposal("ab", action, endorsers[0], List.of(endorsers), Instant.EPOCH);
    }

    private static Facts facts(Wish wish, NodeId subject, Optional<String> hindrance, Authorities authorities) {
        var spec = new AuthorityMembershipSpec("main", null, subject.toString(), wish, null, Endorsement.AUTHORITIES);
        Map<String, NodeId> ours = new TreeMap<>(Map.of("one", node(1), "two", node(2), "new", NEW));
        return new Facts(spec, subject, Optional.empty(), hindrance, authorities, ours);
    }

    private static Facts join(Authorities authorities) {
        return facts(Wish.JOIN, NEW, Optional.empty(), authorities);
    }

    @Test
    void anAuthorityOfOursProposes() {
        assertEquals(new Step.Propose("one", new Action.AddAuthority(NEW)), Course.next(join(authorities(4))));
    }

    @Test
    void ourOthersEndorseAndNobodyTwice() {
        Authorities open = authorities(4, proposal(new Action.AddAuthority(NEW), node(1)));
        assertEquals(new Step.Endorse(List.of("two"), "ab"), Course.next(join(open)));
    }

    @Test
    void authoritiesElsewhereAreWaitedFor() {
        Authorities open = authorities(4, proposal(new Action.AddAuthority(NEW), node(1), node(2)));
        assertEquals(
                new Step.Wait("WaitingForEndorsements", "1 more authorities must endorse ab"), Course.next(join(open)));
    }

    @Test
    void whereNobodyVotesSomebodyElseProposes() {
        var spec = join(authorities(4)).spec();
        Facts alone = new Facts(spec, NEW, Optional.empty(), Optional.empty(), authorities(4), Map.of("new", NEW));
        assertEquals(
                new Step.Wait("WaitingForProposal", "an authority of its network must propose " + NEW),
                Course.next(alone));
    }

    @Test
    void whoHasNotCaughtUpIsNotProposed() {
        assertEquals(
                new Step.Wait("NotAbleToVote", "it catches up"),
                Course.next(facts(Wish.JOIN, NEW, Optional.of("it catches up"), authorities(4))));
    }

    @Test
    void whoVotesHasJoinedAndWhoDoesNotHasLeft() {
        assertEquals(
                new Step.Done("it votes"),
                Course.next(facts(Wish.JOIN, node(1), Optional.of("it restarts"), authorities(4))));
        assertEquals(
                new Step.Done("it does not vote"),
                Course.next(facts(Wish.LEAVE, NEW, Optional.empty(), authorities(4))));
    }

    @Test
    void fourAreTheFewest() {
        assertEquals(
                new Step.Refuse(
                        "TooFewWouldBeLeft",
                        "it would leave 3 authorities, and fewer than 4 cannot go on when one fails: add another one"
                                + " first"),
                Course.next(facts(Wish.LEAVE, node(1), Optional.empty(), authorities(4))));
        assertEquals(
                new Step.Propose("one", new Action.RemoveAuthority(node(1))),
                Course.next(facts(Wish.LEAVE, node(1), Optional.empty(), authorities(5))));
    }

    private static Facts replaces(NodeId old) {
        Facts join = join(authorities(4));
        return new Facts(
                join.spec(), NEW, Optional.of(old), Optional.empty(), join.authorities(), Map.of("two", node(2)));
    }

    @Test
    void aKeyIsRotatedByWhoAnswers() {
        assertEquals(new Step.Propose("two", new Action.RotateAuthority(node(1), NEW)), Course.next(replaces(node(1))));
    }

    @Test
    void whoDoesNotVoteHasNoPlaceToTake() {
        assertEquals(
                new Step.Refuse(
                        "NothingToReplace", node(7) + " does not vote: leave spec.replaces out of another wish"),
                Course.next(replaces(node(7))));
    }
}
