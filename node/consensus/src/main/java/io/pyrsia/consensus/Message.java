package io.pyrsia.consensus;

import java.util.List;
import org.apache.tuweni.bytes.Bytes32;

/// What nodes say to each other; [MessageCodec] has the bytes.
public sealed interface Message {

    /// A leader's block, or a block that somebody asked for.
    record Proposal(Block block) implements Message {}

    /// One vote.
    record Ballot(Vote vote) implements Message {}

    /// A quorum of votes.
    record Certified(Certificate certificate) implements Message {}

    /// Asks for a block that a certificate names.
    record FetchBlock(long epoch, long view, Bytes32 digest) implements Message {}

    /// Asks for the certificates of the views from `fromView` to `toView`, both included.
    record FetchCertificates(long epoch, long fromView, long toView) implements Message {}

    /// Asks for what became final from this height on; `epoch` is the asker's.
    record FetchChain(long epoch, long fromHeight) implements Message {}

    /// Final blocks of one epoch in a row, with the proof that the last one is final.
    record Chain(List<Block> blocks, FinalProof proof) implements Message {
        public Chain {
            blocks = List.copyOf(blocks);
        }
    }

    /// The answer where the blocks asked for are pruned.
    record Offer(Snapshot snapshot) implements Message {}
}
