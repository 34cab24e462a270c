package io.pyrsia.builder.sandbox;

/// What all phases of one build may use of a machine.
///
/// @param memoryBytes what the processes of a phase may hold together; the disk comes on top of it
/// @param diskBytes the size of the build's disk, which is in memory
/// @param files how many files and folders the disk holds
/// @param processes how many processes and threads a phase may have at a time
/// @param logBytes how much of a phase's output is kept
public record Quota(long memoryBytes, long diskBytes, int files, int processes, int logBytes) {

    public static final Quota DEFAULT = new Quota(4L << 30, 4L << 30, 500_000, 1_024, 1 << 20);

    public Quota {
        if (memoryBytes < 1 << 20 || diskBytes < 1 << 20 || files < 16 || processes < 4 || logBytes < 1_024) {
            throw new IllegalArgumentException("too small a quota to run anything");
        }
    }
}
