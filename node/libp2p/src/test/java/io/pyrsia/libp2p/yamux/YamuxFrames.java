package io.pyrsia.libp2p.yamux;

import io.pyrsia.base.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.tuweni.bytes.Bytes;

/// Reads the frames of a whole session whose channel delivers `input` in two pieces.
public final class YamuxFrames {

    private YamuxFrames() {}

    public static void read(Bytes input) throws Malformed, IOException {
        RawChannel channel = new RawChannel(1);
        int middle = input.size() / 2;
        if (input.size() > middle) {
            channel.arriveRaw(input.slice(middle).toArray());
        }
        channel.arriveRaw(new byte[0]);
        FrameReader frames =
                new FrameReader(channel, ByteBuffer.wrap(input.slice(0, middle).toArray()));
        while (frames.next()) {
            if (frames.type() == Frame.DATA) {
                frames.skip(frames.length());
            }
        }
    }
}
