package io.pyrsia.operator.main;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// As much of an API server as one look at one node needs: it keeps what it is sent, and nothing else ever happens.
final class TrainingServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpServer http;
    private final String at;
    private final ObjectNode node;
    private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    TrainingServer(String namespace) throws IOException {
        at = "/apis/pyrsia.io/v1alpha1/namespaces/" + namespace + "/pyrsianodes/one";
        node = object("""
                {"apiVersion": "pyrsia.io/v1alpha1", "kind": "PyrsiaNode",
                 "metadata": {"name": "one", "namespace": "%s", "uid": "1", "generation": 1, "resourceVersion": "1",
                              "finalizers": ["nodes.pyrsia.io/finalizer", "pyrsianodes.pyrsia.io/finalizer"]},
                 "spec": {"network": {"name": "main", "genesis": "genesis"}},
                 "status": {"conditions": [], "nodeId": "00", "peerId": "none"}}""".formatted(namespace));
        objects.put(at, node);
        objects.put("/api/v1/namespaces/" + namespace + "/configmaps/genesis", object("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "genesis"}, "data": {"genesis.json": "{}"}}"""));
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /// Counted down when the node has a status.
    CountDownLatch looked() {
        return looked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        try (exchange) {
            if ("websocket".equals(exchange.getRequestHeaders().getFirst("Upgrade"))) {
                exchange.sendResponseHeaders(OK, -1); // no web socket: the client watches by HTTP then
            } else if (query.contains("watch=")) {
                exchange.sendResponseHeaders(OK, 0);
                exchange.getResponseBody().flush();
                closed.await();
            } else if (exchange.getRequestMethod().equals("GET")) {
                get(exchange, path);
            } else {
                put(exchange, path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        ObjectNode object = objects.get(path);
        if (object != null) {
            send(exchange, OK, object);
        } else if (isCollection(path)) {
            ObjectNode list = object("{\"metadata\": {\"resourceVersion\": \"1\"}}");
            var items = list.putArray("items");
            if (path.endsWith("/pyrsianodes")) {
                items.add(node);
            }
            send(exchange, OK, list);
        } else {
            send(exchange, NOT_FOUND, object("{\"kind\": \"Status\", \"code\": 404}"));
        }
    }

    /// Nobody who creates or changes something wants to see more than what was sent, but of the node all of it.
    private void put(HttpExchange exchange, String path) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        ObjectNode object = object(sent.length == 0 ? "{}" : new String(sent, StandardCharsets.UTF_8));
        if (path.startsWith(at)) {
            send(exchange, OK, node);
            if (path.endsWith("/status")) {
                looked.countDown();
            }
            return;
        }
        if (path.endsWith("/selfsubjectrulesreviews")) {
            object.set("status", object("""
                    {"incomplete": false, "nonResourceRules": [],
                     "resourceRules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}"""));
        }
        ObjectNode metadata = object.withObject("/metadata").put("resourceVersion", "1");
        if (object.has("stringData")) {
            ObjectNode data = object.putObject("data");
            object.get("stringData")
                    .properties()
                    .forEach(entry -> data.put(
                            entry.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.US_ASCII))));
        }
        String name = isCollection(path) ? path + "/" + metadata.path("name").asText() : path;
        objects.put(name, object);
        send(exchange, OK, object);
    }

    /// `/api/v1/pods`, `/apis/apps/v1/namespaces/main/statefulsets`, without an object's name at the end.
    private static boolean isCollection(String path) {
        int parts = path.split("/", -1).length - (path.startsWith("/apis/") ? 4 : 3);
        return parts % 2 == 1;
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Serialization.unmarshal(json, JsonNode.class);
    }

    private static void send(HttpExchange exchange, int status, JsonNode json) throws IOException {
        byte[] body = Serialization.asJson(json).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
    }
}
