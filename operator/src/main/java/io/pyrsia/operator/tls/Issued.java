package io.pyrsia.operator.tls;

/// A certificate with its private key, both as PEM; it prints as nothing.
public record Issued(String certificate, String key) {

    @Override
    public String toString() {
        return "a certificate with its key";
    }
}
