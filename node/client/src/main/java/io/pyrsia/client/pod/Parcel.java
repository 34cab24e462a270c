package io.pyrsia.client.pod;

import io.pyrsia.base.Digest;
import io.pyrsia.client.api.BuildAnswer;
import java.util.List;

/// What a pod has to hand over: the answer, and every blob that a node needs for it.
public record Parcel(BuildAnswer answer, List<Digest> blobs) {

    /// Where the pod answers.
    public static final int PORT = 8099;

    /// The path of the parcel; blobs are below it by their digests. Who deletes it has everything.
    public static final String PATH = "/parcel";

    /// The header with the [Seal] of what is sent.
    public static final String SEAL = "pyrsia-seal";

    /// What is sealed by who deletes the parcel.
    public static final String TAKEN = "taken";

    public Parcel {
        blobs = List.copyOf(blobs);
    }
}
