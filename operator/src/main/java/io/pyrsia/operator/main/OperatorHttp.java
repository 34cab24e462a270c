package io.pyrsia.operator.main;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.javaoperatorsdk.operator.Operator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// Tells the kubelet whether the operator lives, and Prometheus what it does.
final class OperatorHttp {

    private static final int BACKLOG = 16;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private OperatorHttp() {}

    static HttpServer start(int port, Operator operator, Counts counts) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health/live", exchange -> answer(exchange, OK, "live\n"));
        server.createContext("/health/ready", exchange -> {
            boolean isUp = operator.getRuntimeInfo().isStarted();
            answer(exchange, isUp ? OK : UNAVAILABLE, isUp ? "ready\n" : "starting\n");
        });
        server.createContext("/metrics", exchange -> answer(exchange, OK, metrics(operator, counts)));
        server.start();
        return server;
    }

    private static String metrics(Operator operator, Counts counts) {
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return gauge("pyrsia_operator_heap_bytes", heap)
                + gauge(
                        "pyrsia_operator_informers_healthy",
                        operator.getRuntimeInfo().allEventSourcesAreHealthy() ? 1 : 0)
                + counts.text();
    }

    private static String gauge(String name, long value) {
        return "# TYPE " + name + " gauge\n" + name + " " + value + "\n";
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
