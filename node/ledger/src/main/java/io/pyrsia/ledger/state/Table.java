package io.pyrsia.ledger.state;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.map.MerkleMap;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// One concern of the state: the length of its keys and the type of its rows. The order of [#ALL] is part of the root.
public final class Table<V> {

    /// Keys that have or had a role.
    public static final Table<Member> MEMBERS = new Table<>(0, NodeId.BYTES, Member.CODEC);

    /// What each author has used.
    public static final Table<Account> ACCOUNTS = new Table<>(1, NodeId.BYTES, Account.CODEC);

    /// Builders that can be drawn, and until when each is certified (0: it is not).
    public static final Table<Long> BUILDERS =
            new Table<>(2, NodeId.BYTES, Fields.codec((until, out) -> out.u64(until), in -> in.u64()));

    /// Trusted registries.
    public static final Table<Boolean> REGISTRIES =
            new Table<>(3, NodeId.BYTES, Fields.codec((flag, out) -> Fields.writeFlag(flag, out), Fields::readFlag));

    public static final Table<Proposal> PROPOSALS = new Table<>(4, Id.BYTES, Proposal.CODEC);

    /// By package version.
    public static final Table<Recipe> RECIPES = new Table<>(5, 32, Recipe.CODEC);

    public static final Table<BuildRequest> REQUESTS = new Table<>(6, Id.BYTES, BuildRequest.CODEC);

    /// Build requests that ended lately.
    public static final Table<Closed> CLOSED = new Table<>(7, Id.BYTES, Closed.CODEC);

    /// What happens when: only keys, see [Due].
    public static final Table<Boolean> DUE =
            new Table<>(8, Due.KEY_BYTES, Fields.codec((flag, out) -> Fields.writeFlag(flag, out), Fields::readFlag));

    /// By package version.
    public static final Table<PackageStatus> PACKAGES = new Table<>(9, 32, PackageStatus.CODEC);

    /// By package version and path.
    public static final Table<ArtifactStatus> ARTIFACTS = new Table<>(10, 64, ArtifactStatus.CODEC);

    public static final List<Table<?>> ALL = List.of(
            MEMBERS, ACCOUNTS, BUILDERS, REGISTRIES, PROPOSALS, RECIPES, REQUESTS, CLOSED, DUE, PACKAGES, ARTIFACTS);

    private final int place;
    private final int keyBytes;
    private final Codec<V> codec;

    private Table(int place, int keyBytes, Codec<V> codec) {
        this.place = place;
        this.keyBytes = keyBytes;
        this.codec = codec;
    }

    int place() {
        return place;
    }

    int keyBytes() {
        return keyBytes;
    }

    Codec<V> codec() {
        return codec;
    }

    MerkleMap<V> empty() {
        return MerkleMap.empty(keyBytes, codec);
    }

    /// The key of a package version, whatever file of it is meant.
    public static Bytes version(Purl purl) {
        String text = purl.toString();
        int file = text.indexOf('#');
        return hash(file < 0 ? text : text.substring(0, file));
    }

    /// The key of a file of a version; of the version as a whole without a path.
    public static Bytes artifact(Purl purl) {
        String path = purl.subpath();
        return Bytes.concatenate(version(purl), hash(path == null ? "" : path));
    }

    /// The key of the version that a file belongs to, as a whole.
    public static Bytes wholeVersion(Purl purl) {
        return Bytes.concatenate(version(purl), hash(""));
    }

    private static Bytes hash(String text) {
        return Digest.sha256(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8))).value();
    }
}
