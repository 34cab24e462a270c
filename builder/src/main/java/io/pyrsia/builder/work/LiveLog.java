package io.pyrsia.builder.work;

import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.tuweni.bytes.Bytes;

/// Tells the node each second what the commands of a build print, for those who watch, and now and then nothing, by
/// which it knows that somebody is at work. What a node does not take, or what comes faster than it is told, is left
/// out; the whole log comes with the answer.
final class LiveLog extends OutputStream {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MAX_WAITING_BYTES = 64 << 10;

    /// Pauses in which nothing is printed, until the node is told so.
    private static final int QUIET_PAUSES = 10;

    private final NodeLink node;
    private final Work work;
    private final Duration pause;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(); // Guarded by this.
    private long leftOut; // Guarded by this.
    private final Thread thread;

    private LiveLog(NodeLink node, Work work, Duration pause) {
        this.node = node;
        this.work = work;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("log").unstarted(this::run);
    }

    static LiveLog start(NodeLink node, Work work) {
        return start(node, work, PAUSE);
    }

    static LiveLog start(NodeLink node, Work work, Duration pause) {
        LiveLog log = new LiveLog(node, work, pause);
        log.line(work.purl() + ", round " + work.round() + ": the build begins");
        log.thread.start();
        return log;
    }

    private void line(String text) {
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        write(line, 0, line.length);
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int taken = Math.clamp(MAX_WAITING_BYTES - waiting.size(), 0, length);
        waiting.write(bytes, offset, taken);
        leftOut += length - taken;
    }

    private void run() {
        try {
            int quiet = 0;
            while (true) {
                Thread.sleep(pause);
                byte[] printed = lines(false);
                quiet = printed.length > 0 ? 0 : quiet + 1;
                if (quiet % QUIET_PAUSES == 0) {
                    tell(printed);
                }
            }
        } catch (InterruptedException e) {
            // The build is over.
        }
    }

    /// What waits, whole lines of it unless a line is endless or the last.
    private synchronized byte[] lines(boolean isLast) {
        if (leftOut > 0) {
            byte[] note = ("\n… " + leftOut + " bytes of output left out …\n").getBytes(StandardCharsets.UTF_8);
            waiting.writeBytes(note);
            leftOut = 0;
        }
        byte[] all = waiting.toByteArray();
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
            end--;
        }
        if (isLast || (end == 0 && all.length == MAX_WAITING_BYTES)) {
            end = all.length;
        }
        waiting.reset();
        waiting.write(all, end, all.length - end);
        return Bytes.wrap(all).slice(0, end).toArray();
    }

    private void tell(byte[] printed) throws InterruptedException {
        try {
            node.once(asked -> {
                asked.print(work.build(), work.round(), Bytes.wrap(printed));
                return printed;
            });
        } catch (IOException | ApiRefusal e) {
            // Then nobody sees it before the build is over.
        }
    }

    /// Tells what is left.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
            tell(lines(true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
