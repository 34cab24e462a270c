package io.pyrsia.client.api;

import io.pyrsia.base.NodeId;
import io.pyrsia.client.json.About;

/// The public half of a node's key, in the spellings that other tools ask for.
@About("The public half of a node's key, in the spellings that other tools ask for.")
public record KeysInfo(
        NodeId node,
        String peerId,
        @About("For verifiers of C2SP signed notes.") String noteKey,
        @About("Where the private half is kept.") Kept kept) {

    /// How the private half is kept.
    public enum Kept {
        /// In a file that only its owner can read.
        FILE,
        /// In a file, encrypted with a passphrase.
        ENCRYPTED_FILE
    }
}
