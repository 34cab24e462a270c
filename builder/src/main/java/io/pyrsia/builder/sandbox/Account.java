package io.pyrsia.builder.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Who the kernel takes a build's processes for: never root, because root is not held by limits on processes
/// and owns the node's files.
record Account(int uid, boolean dropped) {

    /// Within the range that systemd gives to services without a user of their own.
    private static final int STAND_IN = 61_184;

    static Account current() throws IOException {
        int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return uid == 0 ? new Account(STAND_IN, true) : new Account(uid, false);
    }

    /// What comes before a command to run it as this account.
    List<String> prefix() {
        return dropped
                ? List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--no-new-privs", "--")
                : List.of("setpriv", "--no-new-privs", "--");
    }

    /// Gives a file or folder to this account, and to nobody else.
    void own(Path path) throws IOException {
        if (dropped) {
            Files.setAttribute(path, "unix:uid", uid);
            Files.setAttribute(path, "unix:gid", uid);
        }
    }
}
