package io.pyrsia.registry;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.registry.upstream.UpstreamClient;
import io.pyrsia.storage.blob.BlobStore;

/// What the registries of all ecosystems share.
public record Shared(
        BlobStore store,
        Names names,
        TrustLog log,
        Observer observer,
        Peers peers,
        UpstreamClient client,
        Transfers transfers,
        Watch watch,
        Clock clock) {}
