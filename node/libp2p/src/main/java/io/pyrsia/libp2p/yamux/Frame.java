package io.pyrsia.libp2p.yamux;

/// The numbers of the frame header: version, type, flags, stream, and the length or what a type puts in its place.
final class Frame {

    static final int HEADER_BYTES = 12;

    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int PING = 2;
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;
    static final int ALL_FLAGS = SYN | ACK | FIN | RST;

    private Frame() {}

    static void writeHeader(byte[] out, int at, int type, int flags, int stream, int length) {
        out[at] = 0;
        out[at + 1] = (byte) type;
        out[at + 2] = (byte) (flags >>> 8);
        out[at + 3] = (byte) flags;
        writeInt(out, at + 4, stream);
        writeInt(out, at + 8, length);
    }

    private static void writeInt(byte[] out, int at, int value) {
        out[at] = (byte) (value >>> 24);
        out[at + 1] = (byte) (value >>> 16);
        out[at + 2] = (byte) (value >>> 8);
        out[at + 3] = (byte) value;
    }
}
