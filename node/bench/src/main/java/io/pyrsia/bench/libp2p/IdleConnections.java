package io.pyrsia.bench.libp2p;

import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// What idle connections cost one node of ours: `IdleConnections COUNT KIND`, run from the project's folder, makes that
/// many hosts of go-libp2p connect to it, waits, and asks the node what it holds. Both processes need a file for each.
public final class IdleConnections {

    private static final Path RESULT = Path.of("target/bench/libp2p-idle.json");
    private static final String HEAP = "1g";
    /// Three pings of each connection.
    private static final Duration IDLE = Duration.ofSeconds(45);

    private IdleConnections() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String count = arguments[0];
        String kind = arguments[1];
        Counterparts.buildGo();
        TreeMap<String, Json> result = new TreeMap<>();
        try (Counterparts.Running ours = Counterparts.start(Counterparts.java(HEAP, "serve", kind))) {
            String address = ours.line();
            note(result, "before", ours.ask());
            try (Counterparts.Running crowd =
                    Counterparts.start(Counterparts.go("crowd", "-sec", kind, "-addr", address, "-n", count))) {
                System.out.println("connected: " + crowd.line());
                note(result, "connected", ours.ask());
                Thread.sleep(IDLE);
                note(result, "idle for 45 s", ours.ask());
            }
        }
        Files.createDirectories(RESULT.getParent());
        Files.writeString(RESULT, CanonicalJson.text(new Json.Obj(result)));
    }

    private static void note(Map<String, Json> result, String when, String answer) {
        System.out.println(when + ": " + answer);
        String[] words = answer.split(" ", -1);
        String[] names = {
            "connections", "resident KiB", "heap after collection KiB", "platform threads", "virtual threads", "CPU ms"
        };
        TreeMap<String, Json> figures = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            figures.put(names[i], new Json.Num(Double.parseDouble(words[i])));
        }
        result.put(when, new Json.Obj(figures));
    }
}
