package io.pyrsia.storage.blob;

import java.io.IOException;

/// Bytes that are not those that were expected; nothing of them was kept.
public final class WrongBytes extends IOException {

    private static final long serialVersionUID = 1L;

    public WrongBytes(String sentence) {
        super(sentence);
    }
}
