package io.pyrsia.cli.build;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;

/// Package URLs for the names that docker's and maven's users write; other words are a wrong use of the command.
final class EcosystemNames {

    /// Reads a name.
    private interface Names {
        Purl purl(String name) throws Malformed;
    }

    private EcosystemNames() {}

    static Purl docker(String image) throws Failure {
        return purl(io.pyrsia.client.EcosystemNames::docker, image);
    }

    static Purl maven(String gav) throws Failure {
        return purl(io.pyrsia.client.EcosystemNames::maven, gav);
    }

    private static Purl purl(Names names, String name) throws Failure {
        try {
            return names.purl(name);
        } catch (Malformed e) {
            throw new Failure(Exit.USAGE, e.reason());
        }
    }
}
