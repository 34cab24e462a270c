package io.pyrsia.storage.blob;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A blob under way as its readers see it: which chunks are there, and how it ended.
final class Arrival {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /// All fields below are guarded by the lock.
    private final BitSet chunks = new BitSet();

    private int[] checksums = new int[1];
    private long size;
    private boolean whole;
    private @Nullable String failed;
    private Path file;
    private int reading;

    /// @param size in bytes, or -1 while it is not known
    Arrival(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    /// Says that the bytes of chunks are in the file, which sum to these.
    void arrived(int first, int... sums) {
        lock.lock();
        try {
            int end = first + sums.length;
            if (end > checksums.length) {
                checksums = Arrays.copyOf(checksums, Math.max(end, checksums.length * 2));
            }
            System.arraycopy(sums, 0, checksums, first, sums.length);
            chunks.set(first, end);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Says that all is there and proven; the last chunk may now be read.
    void whole(long bytes) {
        lock.lock();
        try {
            size = bytes;
            whole = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Says that nothing more will come: readers get this sentence as an [IOException]. Nothing happens if it is
    /// whole.
    void failed(String why) {
        lock.lock();
        try {
            failed = whole ? null : why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean hasFailed() {
        lock.lock();
        try {
            return failed != null;
        } finally {
            lock.unlock();
        }
    }

    /// Renames the file while no reader opens it.
    void moved(Path to) {
        lock.lock();
        try {
            file = to;
        } finally {
            lock.unlock();
        }
    }

    int[] checksums(int from, int count) {
        lock.lock();
        try {
            return Arrays.copyOfRange(checksums, from, from + count);
        } finally {
            lock.unlock();
        }
    }

    /// The chunk that a reader asked for last.
    int reading() {
        lock.lock();
        try {
            return reading;
        } finally {
            lock.unlock();
        }
    }

    BlobReader reader() throws IOException {
        lock.lock();
        try {
            return new BlobReader(new Source(FileChannel.open(file, StandardOpenOption.READ)));
        } finally {
            lock.unlock();
        }
    }

    /// What one reader sees of it.
    private final class Source implements BlobSource {

        private final FileChannel channel;

        Source(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public OptionalLong size() {
            lock.lock();
            try {
                return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int await(int chunk) throws IOException {
            lock.lock();
            try {
                reading = chunk;
                while (!readable(chunk)) {
                    if (failed != null) {
                        throw new IOException(failed);
                    }
                    changed.await();
                }
                return size < 0 ? Chunks.BYTES : Chunks.length(size, chunk);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while a blob arrives").initCause(e);
            } finally {
                lock.unlock();
            }
        }

        private boolean readable(int chunk) {
            boolean last = size >= 0 && chunk >= Chunks.count(size) - 1;
            return whole || (!last && chunks.get(chunk));
        }

        @Override
        public int checksum(int chunk) {
            lock.lock();
            try {
                return checksums[chunk];
            } finally {
                lock.unlock();
            }
        }

        @Override
        public FileChannel file() {
            return channel;
        }

        @Override
        public void damaged() {}

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
