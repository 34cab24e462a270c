package io.pyrsia.sim.liar;

import io.pyrsia.base.NodeId;
import io.pyrsia.consensus.Message;
import io.pyrsia.consensus.MessageCodec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.tuweni.bytes.Bytes;

/// Sends its messages with bits flipped, cut short, or with bytes behind their end.
final class ByteMutator implements Liar {

    private static final double OFTEN = 0.5;

    private final Mouth mouth;

    ByteMutator(Mouth mouth) {
        this.mouth = mouth;
    }

    @Override
    public List<Message> instead(NodeId to, Message message) {
        if (mouth.random().nextDouble() > OFTEN) {
            return List.of(message);
        }
        mouth.say(to, Bytes.wrap(mutated(MessageCodec.encode(message).toArray())));
        return mouth.random().nextBoolean() ? List.of() : List.of(message);
    }

    private byte[] mutated(byte[] bytes) {
        SplittableRandom random = mouth.random();
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
            default -> flipped(bytes, random);
        };
    }

    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
