package io.pyrsia.registry.pypi;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Purl;
import java.util.List;

/// The files of Python projects that the log names.
public interface Published {

    /// A file that may be served: its name in the log, and its bytes.
    record File(Purl purl, Digest sha256, long size) {

        String version() {
            return String.valueOf(purl.version());
        }

        String name() {
            return String.valueOf(purl.subpath());
        }
    }

    /// The files of a project, in the order of their names; of a file, what the newest entry says.
    ///
    /// @param project as PEP 503 spells it: small letters, and one hyphen for each run of `-`, `_` and `.`
    List<File> files(String project);
}
