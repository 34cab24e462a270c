package io.pyrsia.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// Who shall vote or leave, in which network.
@ValidationRule(value = "self == oldSelf", message = "spec cannot be changed: make another AuthorityMembership")
@ValidationRule(
        value = "has(self.node) != has(self.nodeId)",
        message = "spec names the node once: a PyrsiaNode of this namespace as node, or a key as nodeId")
@ValidationRule(
        value = "!has(self.replaces) || self.wish == 'JOIN'",
        message = "spec.replaces is for who joins: wish must be JOIN")
public record AuthorityMembershipSpec(
        @Required
        @Size(max = 30)
        @Pattern("^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$")
        @JsonPropertyDescription("The network, of which this namespace has nodes.")
        String network,

        @Size(max = 63)
        @Pattern(Patterns.OBJECT_NAME)
        @JsonPropertyDescription("The PyrsiaNode of this namespace that it is about.")
        @Nullable
        String node,

        @Size(max = 64)
        @Pattern(Patterns.NODE_ID)
        @JsonPropertyDescription("The key of a node elsewhere that it is about.")
        @Nullable
        String nodeId,

        @Default("JOIN") @JsonPropertyDescription("JOIN: it becomes an authority. LEAVE: it stops being one.")
        Wish wish,

        @Size(max = 64)
        @Pattern(Patterns.OBJECT_NAME_OR_NODE_ID)
        @JsonPropertyDescription("The authority whose place it takes at once: a PyrsiaNode of this namespace, or a key."
                + " This is how a key is rotated, and how a lost authority is replaced.")
        @Nullable
        String replaces,

        @Default("AUTHORITIES")
        @JsonPropertyDescription(
                "Who endorses for this namespace: AUTHORITIES, all of its nodes that vote; NOBODY, people do.")
        Endorsement endorse) {

    /// What shall become of a node.
    public enum Wish {
        JOIN,
        LEAVE
    }

    /// Who of this namespace endorses.
    public enum Endorsement {
        AUTHORITIES,
        NOBODY
    }

    public AuthorityMembershipSpec {
        wish = Given.or(wish, Wish.JOIN);
        endorse = Given.or(endorse, Endorsement.AUTHORITIES);
    }
}
