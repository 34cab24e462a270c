package io.pyrsia.ledger.state;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The roles of one key. A revoked key keeps its row, so that it never gets a role again.
public record Member(
        boolean isAuthority,
        boolean isRegistry,
        Standing builder,
        boolean isRevoked,
        @Nullable NodeId sponsor) {

    /// Whether a node builds.
    public enum Standing {
        /// It is no builder.
        NONE,
        /// It can be drawn.
        ACTIVE,
        /// It is out after an incident until it is certified again.
        SUSPENDED
    }

    /// A key without a role.
    public static final Member NOBODY = new Member(false, false, Standing.NONE, false, null);

    private static final List<Standing> STANDINGS = List.of(Standing.NONE, Standing.ACTIVE, Standing.SUSPENDED);

    static final Codec<Member> CODEC = Fields.codec(
            (member, out) -> {
                Fields.writeFlag(member.isAuthority, out);
                Fields.writeFlag(member.isRegistry, out);
                Fields.writeConstant(member.builder, STANDINGS, out);
                Fields.writeFlag(member.isRevoked, out);
                Fields.writeOptional(member.sponsor, Fields.NODE, out);
            },
            in -> new Member(
                    Fields.readFlag(in),
                    Fields.readFlag(in),
                    Fields.readConstant(STANDINGS, in),
                    Fields.readFlag(in),
                    Fields.readOptional(Fields.NODE, in)));

    public Member withAuthority(boolean authority) {
        return new Member(authority, isRegistry, builder, isRevoked, sponsor);
    }

    public Member withRegistry(boolean registry) {
        return new Member(isAuthority, registry, builder, isRevoked, sponsor);
    }

    public Member withBuilder(Standing standing, @Nullable NodeId newSponsor) {
        return new Member(isAuthority, isRegistry, standing, isRevoked, newSponsor);
    }

    public Member revoked() {
        return new Member(false, false, Standing.NONE, true, sponsor);
    }

    /// Whether the key counts for anything.
    public boolean hasRole() {
        return isAuthority || isRegistry || builder != Standing.NONE;
    }
}
