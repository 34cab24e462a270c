package io.pyrsia.registry;

/// What a client gets: what the name means, and the bytes.
public record Served(Found found, Content content) implements AutoCloseable {

    @Override
    public void close() {
        content.close();
    }
}
