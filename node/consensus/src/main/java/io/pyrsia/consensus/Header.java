package io.pyrsia.consensus;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Malformed;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// What a block's digest covers: its place, its parent, its transactions by hash, and what its leader had executed.
///
/// `executed` is the newest checkpoint that the chain vouches for; a node that computed another root has diverged and
/// finds out here, and a snapshot at that height is authentic because of it.
public record Header(
        long epoch,
        long view,
        long height,
        long parentView,
        Bytes32 parentDigest,
        long executedHeight,
        Bytes32 executedRoot,
        Bytes32 bodyDigest,
        @Nullable Seal seal) {

    /// The rules that a block was made under; a node refuses others instead of guessing.
    static final int VERSION = 1;

    public Bytes32 digest() {
        ByteWriter text = Codec.domain("pyrsia/consensus/block/1");
        write(text);
        return Codec.hash(text);
    }

    void write(ByteWriter out) {
        out.u8(VERSION).u64(epoch).u64(view).u64(height).u64(parentView).bytes(parentDigest);
        out.u64(executedHeight).bytes(executedRoot).bytes(bodyDigest);
        out.u8(seal == null ? 0 : 1);
        if (seal != null) {
            seal.write(out);
        }
    }

    static Header read(ByteReader in) throws Malformed {
        int version = in.u8();
        if (version != VERSION) {
            throw new Malformed("a block has the version " + version + ", this node knows " + VERSION);
        }
        return new Header(
                in.u64(),
                in.u64(),
                in.u64(),
                in.u64(),
                Codec.digest(in),
                in.u64(),
                Codec.digest(in),
                Codec.digest(in),
                Codec.flag(in) ? Seal.read(in) : null);
    }
}
