package io.pyrsia.sim.node;

import io.pyrsia.consensus.SignatureChecker;
import io.pyrsia.consensus.Signer;

/// Who can sign in a run, and how signatures are checked.
public interface Keys extends SignatureChecker {

    /// The only way to sign for the node of this number; a liar is given its own and no other.
    Signer signer(int number);
}
