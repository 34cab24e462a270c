package io.pyrsia.libp2p.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.apache.tuweni.bytes.Bytes;

/// Multicast DNS in IPv4 on one network interface, beside other programs that use it on this machine.
public final class MdnsGroup implements MulticastGroup {

    private static final int PORT = 5_353;
    private static final byte[] GROUP = {(byte) 224, 0, 0, (byte) 251};
    private static final int HOPS = 1;

    private final DatagramChannel channel;
    private final InetSocketAddress group;

    /// Owned by the one thread that receives.
    private final ByteBuffer buffer = ByteBuffer.allocate(MdnsPacket.MAX_BYTES);

    private MdnsGroup(DatagramChannel channel, InetSocketAddress group) {
        this.channel = channel;
        this.group = group;
    }

    public static MdnsGroup join(NetworkInterface network) throws IOException {
        InetAddress address = InetAddress.getByAddress(GROUP);
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, HOPS);
            channel.bind(new InetSocketAddress(PORT));
            channel.join(address, network);
            return new MdnsGroup(channel, new InetSocketAddress(address, PORT));
        } catch (IOException | UnsupportedOperationException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void send(Bytes packet) throws IOException {
        channel.send(ByteBuffer.wrap(packet.toArray()), group);
    }

    @Override
    public Bytes receive() throws IOException {
        buffer.clear();
        channel.receive(buffer);
        return Bytes.wrapByteBuffer(buffer.flip()).copy();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
