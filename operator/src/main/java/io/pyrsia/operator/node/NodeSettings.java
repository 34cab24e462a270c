package io.pyrsia.operator.node;

/// What the operator's installation says about all nodes.
///
/// @param image the image of nodes that name none
/// @param clientCertificate the operator's own certificate (PEM), whose owner may make changes on nodes
public record NodeSettings(String image, String clientCertificate) {}
