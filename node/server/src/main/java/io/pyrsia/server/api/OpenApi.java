package io.pyrsia.server.api;

import io.pyrsia.base.json.Json;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.BuildRequest;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.client.api.LogLines;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Peer;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Receipt;
import io.pyrsia.client.api.TrustReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The description of the admin API (OpenAPI 3.1), made from its records.
public final class OpenApi {

    /// One question: where, what it needs, what it answers.
    private record Operation(
            String method,
            String path,
            String summary,
            List<String> parameters,
            @Nullable Class<?> body,
            Class<?> answer) {

        static Operation get(String path, String summary, Class<?> answer, String... parameters) {
            return new Operation("get", path, summary, List.of(parameters), null, answer);
        }

        static Operation post(String path, String summary, Class<?> body, Class<?> answer) {
            return new Operation("post", path, summary, List.of(), body, answer);
        }
    }

    private static final List<Operation> OPERATIONS = List.of(
            Operation.get("/status", "Who the node is and where it stands", NodeStatus.class),
            Operation.get("/peers", "The nodes that it is connected to", Peer.Page.class),
            Operation.get("/authorities", "Who votes, and on what", Authorities.class),
            Operation.get("/keys", "The public half of its key", KeysInfo.class),
            Operation.get("/logs", "Its newest lines; needs the token", LogLines.class, "lines"),
            Operation.post("/transactions", "Sign, submit, and wait until final", Instruction.class, Receipt.class),
            Operation.post("/builds", "Request a build", BuildRequest.class, Build.class),
            Operation.get("/builds/{id}", "What became of a build", Build.class, "id"),
            Operation.get(
                    "/log",
                    "Search the log",
                    LogPage.class,
                    "facet",
                    "term",
                    "prefix",
                    "from",
                    "until",
                    "oldest_first",
                    "limit",
                    "cursor"),
            Operation.get("/log/entries/{index}", "One entry", LogPage.Entry.class, "index"),
            Operation.get(
                    "/log/entries/{index}/proof",
                    "The proof of an entry, as c2sp.org/tlog-proof writes it",
                    String.class,
                    "index"),
            Operation.get("/trust", "Why a package is trusted", TrustReport.class, "purl"));

    private final Schemas schemas = new Schemas();

    /// The whole document.
    public static Json document(String version) {
        return new OpenApi().build(version);
    }

    private Json build(String version) {
        Map<String, Map<String, Json>> paths = new TreeMap<>();
        for (Operation operation : OPERATIONS) {
            paths.computeIfAbsent(operation.path(), ignored -> new TreeMap<>())
                    .put(operation.method(), operation(operation));
        }
        Map<String, Json> written = new TreeMap<>();
        paths.forEach((path, operations) -> written.put(path, Json.object(operations)));
        Map<String, Json> document = new TreeMap<>();
        document.put("openapi", Json.of("3.1.0"));
        document.put("info", Json.object(Map.of("title", Json.of("Pyrsia admin API"), "version", Json.of(version))));
        document.put("servers", Json.array(List.of(Json.object(Map.of("url", Json.of("/api/v1"))))));
        document.put("paths", Json.object(written));
        Json token = Json.object(Map.of("type", Json.of("http"), "scheme", Json.of("bearer")));
        document.put(
                "components",
                Json.object(Map.of("schemas", schemas.all(), "securitySchemes", Json.object(Map.of("token", token)))));
        return Json.object(document);
    }

    private Json operation(Operation operation) {
        Map<String, Json> members = new TreeMap<>();
        members.put("summary", Json.of(operation.summary()));
        List<Json> parameters = new ArrayList<>();
        operation.parameters().forEach(name -> parameters.add(parameter(operation.path(), name)));
        members.put("parameters", Json.array(parameters));
        Class<?> body = operation.body();
        if (body != null) {
            members.put("requestBody", content("application/json", body));
            members.put("security", Json.array(List.of(Json.object(Map.of("token", Json.array(List.of()))))));
        }
        String type = operation.answer() == String.class ? "text/plain" : "application/json";
        Map<String, Json> answers = new TreeMap<>();
        answers.put(body == null ? "200" : "201", answer("The answer", content(type, operation.answer())));
        answers.put("default", answer("Why there is none", content(Problem.MEDIA_TYPE, Problem.class)));
        members.put("responses", Json.object(answers));
        return Json.object(members);
    }

    private static Json parameter(String path, String name) {
        boolean inPath = path.contains("{" + name + "}");
        return Json.object(Map.of(
                "name", Json.of(name),
                "in", Json.of(inPath ? "path" : "query"),
                "required", Json.of(inPath),
                "schema", Json.object(Map.of("type", Json.of("string")))));
    }

    private Json.Obj content(String mediaType, Class<?> type) {
        Json schema = Json.object(Map.of("schema", schemas.reference(type)));
        return Json.object(Map.of("content", Json.object(Map.of(mediaType, schema))));
    }

    private static Json answer(String description, Json.Obj content) {
        Map<String, Json> members = new TreeMap<>(content.members());
        members.put("description", Json.of(description));
        return Json.object(members);
    }
}
