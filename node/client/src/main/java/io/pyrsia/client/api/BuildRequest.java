package io.pyrsia.client.api;

import io.pyrsia.base.Purl;
import io.pyrsia.client.json.About;

/// Asks for a build of a package version.
@About("Asks for a build of a package version.")
public record BuildRequest(Purl purl) {}
