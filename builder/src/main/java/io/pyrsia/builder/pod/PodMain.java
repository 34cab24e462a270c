package io.pyrsia.builder.pod;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.builder.sandbox.Box;
import io.pyrsia.builder.sandbox.Confined;
import io.pyrsia.builder.sandbox.Confinement;
import io.pyrsia.builder.sandbox.Quota;
import io.pyrsia.client.pod.Parcel;
import io.pyrsia.client.pod.Seal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `pyrsia-builder fetch|build|collect`: one container of a build's pod.
///
/// A build that cannot be is told by the last container; a container that fails is a defect of the pod.
public final class PodMain {

    /// The variable of the last container's environment with the secret that it shares with the operator.
    public static final String SECRET = "PYRSIA_PARCEL_SECRET";

    private static final List<String> STEPS = List.of("fetch", "build", "collect");

    private PodMain() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1 || !STEPS.contains(arguments[0])) {
            System.err.println("Usage: pyrsia-builder fetch|build|collect");
            System.exit(2);
        }
        try {
            run(arguments[0]);
        } catch (IOException e) {
            System.err.println("pyrsia-builder: " + e.getMessage());
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(String step) throws IOException, InterruptedException {
        PodFiles files = PodFiles.IN_POD;
        Clock clock = Clock.system();
        Box box = new Confined(Quota.DEFAULT.logBytes(), System.out);
        switch (step) {
            case "fetch" -> {
                confine(true);
                new FetchStep(files, box).run(clock.now());
                say(files.report(files.inputs()));
            }
            case "build" -> {
                if (Probe.found().isEmpty()) {
                    throw new IOException("the probe finds no network even where there is one");
                }
                confine(false);
                if (new BuildStep(files, box).run(clock.now())) {
                    say(files.report(files.built()));
                }
            }
            default -> collect(files, box, clock);
        }
    }

    private static void confine(boolean hasNetwork) throws IOException {
        if (!Confinement.enter(hasNetwork)) {
            System.err.println("pyrsia-builder: this kernel has no Landlock of version 6: commands of this step"
                    + " might have another process of the container act for them");
        }
    }

    private static void say(Report report) {
        if (report.failure() != null) {
            System.err.println("pyrsia-builder: " + report.failure());
        }
    }

    private static void collect(PodFiles files, Box box, Clock clock) throws IOException, InterruptedException {
        Seal seal = Seal.of(Optional.ofNullable(System.getenv(SECRET))
                .orElseThrow(() -> new IOException("the variable " + SECRET + " is not set")));
        Shelf shelf = new Shelf(files.parcel());
        Parcel parcel = new CollectStep(files, box).run(shelf, clock.now());
        System.out.println("pyrsia-builder: " + parcel.answer());
        Duration left = Duration.between(clock.now(), files.task().work().deadline());
        try (Counter counter = Counter.open(Parcel.PORT, parcel, shelf, seal)) {
            if (!counter.await(left)) {
                throw new IOException("nobody fetched the parcel in the network's time for it");
            }
        }
    }
}
