package io.pyrsia.server.main;

import io.pyrsia.base.Malformed;
import io.pyrsia.server.main.CannotStart.Exit;
import io.pyrsia.storage.StorageFailure;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/// Turns what went wrong while starting into one sentence and an exit code.
final class Explained {

    private Explained() {}

    static CannotStart of(Exception problem) {
        return switch (problem) {
            case CannotStart already -> already;
            case Malformed malformed -> new CannotStart(Exit.CONFIGURATION, malformed.reason());
            case StorageFailure failure -> new CannotStart(exit(failure.kind()), sentence(failure));
            case NoSuchFileException missing -> new CannotStart(Exit.CONFIGURATION, "there is no " + missing.getFile());
            case AccessDeniedException denied ->
                new CannotStart(
                        Exit.DISK,
                        "this user may not use " + denied.getFile() + ": give it the folder, or another one");
            case FileSystemException failed
            when isReadOnly(failed) ->
                new CannotStart(
                        Exit.DISK, failed.getFile() + " is on a disk that cannot be written: mount it read-write");
            case FileSystemException failed
            when sentence(failed).contains("No space left") ->
                new CannotStart(Exit.DISK, "the disk of " + failed.getFile() + " is full: make room, then start again");
            case IOException failed
            when sentence(failed).contains("No space left") ->
                new CannotStart(Exit.DISK, "the disk of this node is full: make room, then start again");
            case IOException failed -> new CannotStart(Exit.FAILED, sentence(failed));
            default -> new CannotStart(Exit.FAILED, "an error of the program: " + problem);
        };
    }

    /// An address that cannot be listened at.
    static CannotStart port(String what, String setting, Exception problem) throws CannotStart {
        String reason = "";
        for (@Nullable Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                reason = sentence(bind);
            }
        }
        if (reason.isEmpty()) {
            throw of(problem);
        }
        return reason.contains("in use")
                ? new CannotStart(Exit.IN_USE, what + " is taken by another program: stop that one, or set " + setting)
                : new CannotStart(Exit.CONFIGURATION, what + " cannot be used (" + reason + "): set " + setting);
    }

    private static boolean isReadOnly(FileSystemException failed) {
        return sentence(failed).contains("Read-only file system");
    }

    private static Exit exit(StorageFailure.Kind kind) {
        return switch (kind) {
            case DAMAGED, TOO_NEW -> Exit.DATA;
            case IN_USE -> Exit.IN_USE;
            case FULL, IO -> Exit.DISK;
            case STOPPED -> Exit.FAILED;
        };
    }

    private static String sentence(Exception problem) {
        return String.valueOf(problem.getMessage());
    }
}
