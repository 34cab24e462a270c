package io.pyrsia.operator.main;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Asks whether an operator works, until one says so: a test of the chart's, with no image of its own.
final class Asking {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int QUESTIONS = 60;
    private static final int OK = 200;

    private Asking() {}

    static void run(URI address) throws IOException {
        HttpRequest question =
                HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
        String last = "";
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (int i = 0; i < QUESTIONS; i++) {
                try {
                    var answer = client.send(question, BodyHandlers.ofString());
                    if (answer.statusCode() == OK) {
                        System.out.println(address + ": " + answer.body().strip());
                        return;
                    }
                    last = "it answers " + answer.statusCode();
                } catch (IOException e) {
                    last = String.valueOf(e.getMessage());
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("nobody works at " + address + ": " + last);
    }
}
