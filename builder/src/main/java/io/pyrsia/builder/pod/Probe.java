package io.pyrsia.builder.pod;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// Tries to get at a network; ends well if there is no way.
public final class Probe {

    private Probe() {}

    public static void main(String[] arguments) {
        Optional<String> found = found();
        if (found.isPresent()) {
            System.err.println("this process can make " + found.get());
            System.exit(1);
        }
    }

    /// The first kind of socket that can be made here.
    static Optional<String> found() {
        for (ProtocolFamily family : new ProtocolFamily[] {StandardProtocolFamily.INET, StandardProtocolFamily.INET6}) {
            try (SocketChannel _ = SocketChannel.open(family)) {
                return Optional.of("a TCP socket of " + family);
            } catch (IOException | UnsupportedOperationException e) {
                // As it should be.
            }
            try (DatagramChannel _ = DatagramChannel.open(family)) {
                return Optional.of("a UDP socket of " + family);
            } catch (IOException | UnsupportedOperationException e) {
                // As it should be.
            }
        }
        return Optional.empty();
    }
}
