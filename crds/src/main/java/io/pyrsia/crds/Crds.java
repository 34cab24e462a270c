package io.pyrsia.crds;

/// What all custom resources of Pyrsia have in common.
public final class Crds {

    public static final String GROUP = "pyrsia.io";
    public static final String VERSION = "v1alpha1";

    private Crds() {}
}
