package io.pyrsia.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.BadRequestException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// What Helidon reads requests with; it tells a client's chunk as several, each as large as what has come of it.
///
/// Helidon reads whole lines only where a chunk begins and at the end of a body, then the chunk, then skips the two
/// bytes behind it.
final class ChunkReader extends DataReader {

    /// A line is a length in hexadecimal; the client could send digits for ever.
    private static final int MAX_LINE_BYTES = 64;

    private static final int HEX = 16;
    private static final Pattern LENGTH = Pattern.compile("0*[0-7]?[0-9a-fA-F]{1,7}");

    /// What is still to come of the client's chunk; owned by the connection's thread, as the next one is.
    private int left;

    /// Whether the line after the last chunk is next.
    private boolean ends;

    /// Whether there was something that is no chunk: whoever closes the body would wait for more of it.
    private boolean isBroken;

    @SuppressWarnings("removal") // only a constructor can be extended
    ChunkReader(Supplier<byte[]> all) {
        super(all);
    }

    @Override
    public String readLine() {
        if (left == 0) {
            String line = line();
            if (ends) {
                ends = false;
                return line;
            }
            left = length(line);
            ends = left == 0;
        }
        if (ends) {
            return "0";
        }
        ensureAvailable();
        return Integer.toHexString(Math.min(left, available()));
    }

    @Override
    public BufferData readBuffer(int length) {
        BufferData data = getBuffer(length);
        super.skip(length);
        left = Math.max(0, left - length);
        return data;
    }

    /// Between two parts of one chunk there is nothing to skip.
    @Override
    public void skip(int length) {
        if (left == 0) {
            super.skip(length);
        }
    }

    private String line() {
        if (isBroken) {
            throw new BadRequestException("a body that is not in chunks as it should be");
        }
        isBroken = true;
        try {
            int length = findNewLine(MAX_LINE_BYTES);
            if (length == MAX_LINE_BYTES) {
                throw new BadRequestException("a chunk begins with its length and not with a long line");
            }
            String line = readAsciiString(length);
            super.skip(2);
            isBroken = !ends && !LENGTH.matcher(line).matches();
            return line;
        } catch (IncorrectNewLineException e) {
            throw new BadRequestException("lines of a request end with CR and LF", e);
        }
    }

    private int length(String line) {
        if (isBroken) {
            throw new BadRequestException("a chunk begins with its length in hexadecimal, of less than 2 GiB");
        }
        return Integer.parseInt(line, HEX);
    }
}
