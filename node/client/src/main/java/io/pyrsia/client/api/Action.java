package io.pyrsia.client.api;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.client.json.About;

/// What authorities decide together.
@About("What authorities decide together.")
public sealed interface Action {

    record AddAuthority(NodeId node) implements Action {}

    record RemoveAuthority(NodeId node) implements Action {}

    record RotateAuthority(NodeId node, NodeId replacement) implements Action {}

    record AddRegistry(NodeId node) implements Action {}

    record RemoveRegistry(NodeId node) implements Action {}

    /// Makes a builder a trusted one.
    record Certify(NodeId node) implements Action {}

    record Suspend(NodeId node, String incident) implements Action {}

    record RemoveBuilder(NodeId node, String reason) implements Action {}

    record RevokeKey(NodeId node, String reason) implements Action {}

    record RemoveArtifact(Purl purl, String reason) implements Action {}
}
