package io.pyrsia.consensus;

import java.util.List;

/// The agreement as a function: one input and the state before it give the effects and the state after it.
public final class Consensus {

    private Consensus() {}

    /// Steps a node; `state` belongs to this call and must not be used again but through the answer.
    public static Step step(State state, Input input) {
        if (state.halted) {
            return new Step(state, List.of());
        }
        switch (input) {
            case Input.Started started -> Standstill.start(state);
            case Input.Received received -> Admission.receive(state, received.from(), received.message());
            case Input.Undecodable bytes -> state.drop(bytes.from(), Fault.MALFORMED);
            case Input.Checked checked -> checked(state, checked);
            case Input.TimerFired fired -> timer(state, fired.timer());
            case Input.Pending pending -> Proposer.pending(state, pending.any());
            case Input.Payload payload -> Proposer.payload(state, payload);
            case Input.Applied applied -> Finality.applied(state, applied.block());
            case Input.Installed installed -> CatchUp.installed(state, installed.snapshot());
        }
        advance(state);
        return new Step(state, state.out.drain());
    }

    /// Whether a message whose signatures wait to be checked can still be of use; else the check can be left out, and
    /// the message is dropped when it is answered, whatever the answer.
    public static boolean isOfUse(State state, Message message) {
        return Admission.refusal(state, Admission.whatCounts(state, message)) == null;
    }

    private static void checked(State state, Input.Checked checked) {
        state.peers.releaseCheck(checked.from());
        if (checked.valid()) {
            Delivery.deliver(state, checked.from(), checked.message());
        } else {
            state.drop(checked.from(), Fault.BAD_SIGNATURE);
        }
    }

    private static void timer(State state, Timer timer) {
        switch (timer) {
            case Timer.Propose(long epoch, long view) -> Pacing.proposeTimeout(state, epoch, view);
            case Timer.View(long epoch, long view) -> Pacing.viewTimeout(state, epoch, view);
            case Timer.Idle(long epoch, long view) -> Pacing.idleTimeout(state, epoch, view);
            case Timer.Relay relay -> Relay.tick(state);
            case Timer.Standstill standstill -> Standstill.tick(state);
        }
    }

    /// Applies the rules until none changes anything; each of them can enable another, and all only ever add.
    private static void advance(State state) {
        boolean moved = true;
        while (moved && !state.halted) {
            moved = Finality.advance(state);
            moved |= Judge.advance(state);
            moved |= Pacing.advance(state);
            moved |= Voter.advance(state);
            moved |= Proposer.advance(state);
        }
        if (!state.halted) {
            CatchUp.askForMissing(state);
            state.settle();
        }
    }
}
