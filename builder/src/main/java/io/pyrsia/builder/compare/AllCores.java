package io.pyrsia.builder.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Work on many things that do not need each other, on all cores.
final class AllCores {

    /// @param <E> what it throws besides
    @FunctionalInterface
    interface Task<A, B, E extends Exception> {
        B of(A thing) throws IOException, E;
    }

    private record Done<B>(Optional<B> result, Optional<Exception> failure) {}

    private AllCores() {}

    /// The results in the order of the things, or the failure of the first that fails.
    @SuppressWarnings("unchecked") // a task throws nothing else
    static <A, B, E extends Exception> List<B> map(List<A> things, Task<A, B, E> task) throws IOException, E {
        List<Done<B>> all =
                things.parallelStream().map(thing -> done(thing, task)).toList();
        List<B> results = new ArrayList<>(all.size());
        for (Done<B> done : all) {
            if (done.failure().isPresent()) {
                switch (done.failure().get()) {
                    case IOException e -> throw e;
                    case RuntimeException e -> throw e;
                    case Exception e -> throw (E) e;
                }
            }
            results.add(done.result().orElseThrow());
        }
        return results;
    }

    // Whatever it is, it is thrown on the thread that waits.
    private static <A, B, E extends Exception> Done<B> done(A thing, Task<A, B, E> task) {
        try {
            return new Done<>(Optional.of(task.of(thing)), Optional.empty());
        } catch (Exception e) {
            return new Done<>(Optional.empty(), Optional.of(e));
        }
    }
}
