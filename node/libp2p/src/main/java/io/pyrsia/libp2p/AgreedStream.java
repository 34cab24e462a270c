package io.pyrsia.libp2p;

/// A stream with what both sides agreed on; how bytes travel is its subclass's.
public abstract class AgreedStream implements Stream {

    private final String protocol;
    private final Connection connection;

    protected AgreedStream(String protocol, Connection connection) {
        this.protocol = protocol;
        this.connection = connection;
    }

    @Override
    public final String protocol() {
        return protocol;
    }

    @Override
    public final Connection connection() {
        return connection;
    }
}
