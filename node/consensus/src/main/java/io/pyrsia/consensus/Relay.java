package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rule 6: certificates go to those who may lack them.
///
/// Honest authorities send their votes to all. So where a vote of every authority came, everybody holds a quorum of
/// votes himself; and whoever votes FINAL holds the view's NOTAR certificate. What is left after a while is sent:
/// votes of some did not come, so they may have come to this node and not to others.
final class Relay {

    /// Certificates wait for between one and two of these parts of Δ: a view's time-outs are longer.
    private static final int PARTS_OF_DELTA = 2;

    private Relay() {}

    /// A certificate was formed or received for the first time.
    static void offer(State state, Round round, Certificate certificate) {
        Kind kind = certificate.statement().kind();
        boolean canWait = kind != Kind.SKIP && state.sealing.change() == null;
        if (!canWait) {
            // Skipped views are rare, and members of the next epoch have no votes here.
            state.broadcast(new Message.Certified(certificate));
            return;
        }
        round.unsent.put(kind, false);
        arm(state);
    }

    private static void arm(State state) {
        if (!state.relayArmed) {
            state.relayArmed = true;
            long delayMs = Math.max(1, state.config.deltaMs() / PARTS_OF_DELTA);
            state.out.add(new Effect.SetTimer(new Timer.Relay(), delayMs));
        }
    }

    static void tick(State state) {
        state.relayArmed = false;
        boolean waits = false;
        for (Round round : state.rounds.values()) {
            for (Kind kind : List.copyOf(round.unsent.keySet())) {
                boolean waited = Boolean.TRUE.equals(round.unsent.put(kind, true));
                Certificate certificate = wanted(state, round, kind);
                if (waited || certificate == null) {
                    round.unsent.remove(kind);
                }
                if (waited && certificate != null) {
                    send(state, round, certificate);
                }
                waits |= !waited && certificate != null;
            }
        }
        if (waits) {
            arm(state);
        }
    }

    /// The certificate, unless a newer one takes its place or everybody has it.
    private static @Nullable Certificate wanted(State state, Round round, Kind kind) {
        Certificate certificate = round.certificate(kind);
        boolean isOver = kind == Kind.NOTAR ? round.view <= state.tip.view() : round.view < state.tip.view();
        return certificate == null
                        || isOver
                        || round.voters(kind) == state.epoch.authorities().size()
                ? null
                : certificate;
    }

    private static void send(State state, Round round, Certificate certificate) {
        List<NodeId> lacking = new ArrayList<>();
        List<NodeId> members = state.epoch.authorities().members();
        for (int place = 0; place < members.size(); place++) {
            boolean has = members.get(place).equals(state.self)
                    || (certificate.statement().kind() == Kind.NOTAR && round.hasVoted(Kind.FINAL, place));
            if (!has) {
                lacking.add(members.get(place));
            }
        }
        if (!lacking.isEmpty()) {
            state.out.add(new Effect.Broadcast(List.copyOf(lacking), new Message.Certified(certificate)));
        }
    }
}
