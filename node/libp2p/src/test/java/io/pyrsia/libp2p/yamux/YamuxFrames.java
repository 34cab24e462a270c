package io.pyrsia.libp2p.yamux;

import io.pyrsia.base.Malformed;
import java.nio.ByteBuffer;
import org.apache.tuweni.bytes.Bytes;

/// Reads the frame headers of a whole session that arrives in two pieces.
public final class YamuxFrames {

    private YamuxFrames() {}

    public static void read(Bytes input) throws Malformed {
        int middle = input.size() / 2;
        FrameReader frames = new FrameReader();
        long payload = 0;
        for (Bytes part : new Bytes[] {input.slice(0, middle), input.slice(middle)}) {
            ByteBuffer view = ByteBuffer.wrap(part.toArray());
            do {
                int skipped = (int) Math.min(payload, view.remaining());
                view.position(view.position() + skipped);
                payload -= skipped;
                if (payload == 0 && frames.next(view) && frames.type() == Frame.DATA) {
                    payload = frames.length();
                }
            } while (view.hasRemaining());
        }
    }
}
