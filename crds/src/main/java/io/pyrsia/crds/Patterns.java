package io.pyrsia.crds;

/// What texts in resources look like.
final class Patterns {

    /// An amount, as Kubernetes writes it.
    static final String QUANTITY = "^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$";

    /// The name of an object in Kubernetes.
    static final String OBJECT_NAME = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    /// A node's key.
    static final String NODE_ID = "^[0-9a-f]{64}$";

    /// One of the two, which never look alike: a name is shorter than a key.
    static final String OBJECT_NAME_OR_NODE_ID = "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?|[0-9a-f]{64})$";

    private Patterns() {}
}
