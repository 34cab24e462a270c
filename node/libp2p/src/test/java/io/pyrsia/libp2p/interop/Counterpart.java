package io.pyrsia.libp2p.interop;

import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A running node of another implementation: one command a line to it, one answer a line from it.
final class Counterpart implements AutoCloseable {

    private static final long START_SECONDS = 20;
    private static final long ANSWER_SECONDS = 25;

    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final Multiaddr address;

    Counterpart(Toolchain toolchain, String security) throws IOException, InterruptedException {
        process = new ProcessBuilder(toolchain.command(security))
                .directory(toolchain.directory().toFile())
                .redirectError(toolchain.directory().resolve("run.log").toFile())
                .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::readLines);
        String first = answers.poll(START_SECONDS, TimeUnit.SECONDS);
        if (first == null || !first.startsWith("listening ")) {
            close();
            throw new IOException(toolchain.title() + " did not start: " + first);
        }
        address = Multiaddr.of(first.substring("listening ".length()));
    }

    Multiaddr address() {
        return address;
    }

    PeerId peer() {
        return address.peer().orElseThrow();
    }

    /// The answer without its "ok"; anything else is an [IOException].
    String ask(Object... words) throws IOException, InterruptedException {
        String command =
                String.join(" ", Arrays.stream(words).map(Object::toString).toList());
        commands.write(command + "\n");
        commands.flush();
        String answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (answer == null || !answer.startsWith("ok")) {
            throw new IOException(words[0] + ": " + answer);
        }
        return answer.substring(2).trim();
    }

    /// The next gossip message it reports, as topic and hexadecimal data.
    String message() throws IOException, InterruptedException {
        String message = messages.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new IOException("it received no message");
        }
        return message;
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private void readLines() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("message ")) {
                    messages.add(line.substring("message ".length()));
                } else {
                    answers.add(line);
                }
            }
            answers.add("it ended");
        } catch (IOException e) {
            answers.add("its output ended: " + e);
        }
    }
}
