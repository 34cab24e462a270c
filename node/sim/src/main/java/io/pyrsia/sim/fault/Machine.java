package io.pyrsia.sim.fault;

/// What faults can be done to: one machine with its process and its disk.
public interface Machine {

    /// Kills the process at the next such point, or now.
    void crash(CrashPoint point);

    /// Starts the process again from what is on disk, if it is down.
    void restart();

    /// Stops the process as a stop signal does: what arrives waits, and what it was about to do happens later.
    void pause(long micros);

    /// Lets writes fail from now on, or succeed again.
    void diskFull(boolean full);
}
