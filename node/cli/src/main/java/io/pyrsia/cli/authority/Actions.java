package io.pyrsia.cli.authority;

import io.pyrsia.client.api.Action;

/// What an action means, in words.
final class Actions {

    private Actions() {}

    static String sentence(Action action) {
        return switch (action) {
            case Action.AddAuthority add -> add.node() + " becomes an authority";
            case Action.RemoveAuthority remove -> remove.node() + " is an authority no more";
            case Action.RotateAuthority rotate -> rotate.replacement() + " takes the place of " + rotate.node();
            case Action.AddRegistry add -> add.node() + " becomes a trusted registry's node";
            case Action.RemoveRegistry remove -> remove.node() + " is a trusted registry's node no more";
            case Action.Certify certify -> certify.node() + " becomes a trusted builder";
            case Action.Suspend suspend -> suspend.node() + " is suspended: " + suspend.incident();
            case Action.RemoveBuilder remove -> remove.node() + " is a builder no more: " + remove.reason();
            case Action.RevokeKey revoke -> "the key " + revoke.node() + " is revoked: " + revoke.reason();
            case Action.RemoveArtifact remove -> remove.purl() + " is withdrawn: " + remove.reason();
        };
    }
}
