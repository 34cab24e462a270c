package io.pyrsia.bench.consensus;

import io.pyrsia.server.consensus.Replica;
import io.pyrsia.server.consensus.ReplicaStatus;
import io.pyrsia.storage.Database;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.tuweni.bytes.Bytes;

/// Where load comes in: a client writes a count and so many transactions of the one size, and reads a count for each
/// block that became final. A count of zero asks for the node's counters.
final class ClientPort {

    static final int TRANSACTION_BYTES = 256;
    static final int MAX_COUNT = 4_096;
    static final int STATUS = -1;

    private final ServerSocket server;
    private final List<DataOutputStream> clients = new CopyOnWriteArrayList<>();

    ClientPort(int port) throws IOException {
        server = new ServerSocket(port, 16, InetAddress.getLoopbackAddress());
    }

    /// Serves until the process ends.
    void serve(Replica replica, Database database) throws IOException {
        while (true) {
            Socket socket = server.accept();
            socket.setTcpNoDelay(true);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            clients.add(out);
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    read(
                            new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16)),
                            out,
                            replica,
                            database);
                } catch (IOException e) {
                    clients.remove(out);
                }
            });
        }
    }

    private static void read(DataInputStream in, DataOutputStream out, Replica replica, Database database)
            throws IOException {
        while (true) {
            int count = in.readInt();
            if (count == 0) {
                status(out, replica.status().join(), database.syncs());
                continue;
            }
            if (count < 0 || count > MAX_COUNT) {
                throw new IOException("a client sends " + count + " transactions at once");
            }
            List<Bytes> transactions = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                transactions.add(Bytes.wrap(in.readNBytes(TRANSACTION_BYTES)));
            }
            int taken = replica.submit(transactions);
            if (taken < count) {
                throw new IOException("the pool is full");
            }
        }
    }

    private static void status(DataOutputStream out, ReplicaStatus status, long syncs) throws IOException {
        synchronized (out) {
            out.writeInt(STATUS);
            out.writeLong(status.blocks());
            out.writeLong(status.transactions());
            out.writeLong(status.messagesSent());
            out.writeLong(status.bytesSent());
            out.writeLong(status.framesLost());
            out.writeLong(syncs);
            out.flush();
        }
    }

    /// Tells every client that so many more transactions are final.
    void committed(int count) {
        clients.removeIf(client -> !tell(client, count));
    }

    private static boolean tell(DataOutputStream client, int count) {
        try {
            synchronized (client) {
                client.writeInt(count);
                client.flush();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
