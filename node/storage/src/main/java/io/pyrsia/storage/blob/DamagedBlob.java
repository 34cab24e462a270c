package io.pyrsia.storage.blob;

import java.io.IOException;

/// The disk gave back other bytes than were stored; none of them were handed out.
public final class DamagedBlob extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedBlob(String sentence) {
        super(sentence);
    }
}
