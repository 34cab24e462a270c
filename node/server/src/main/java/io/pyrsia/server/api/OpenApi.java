package io.pyrsia.server.api;

import io.pyrsia.base.json.Json;
import io.pyrsia.client.api.Attested;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.api.BuildRequest;
import io.pyrsia.client.api.Held;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.KeysInfo;
import io.pyrsia.client.api.LogLines;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Original;
import io.pyrsia.client.api.Peer;
import io.pyrsia.client.api.Printed;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Receipt;
import io.pyrsia.client.api.TrustReport;
import io.pyrsia.client.api.Work;
import io.pyrsia.server.http.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The descriptions of the admin API and of the original's endpoints (OpenAPI 3.1), made from their records.
public final class OpenApi {

    private static final String PREFIX = "/api/v1";

    /// One question: where, what it needs, what it answers.
    private record Operation(
            String method,
            String path,
            String summary,
            List<String> parameters,
            @Nullable Class<?> body,
            int status,
            Class<?> answer) {

        static Operation get(String path, String summary, Class<?> answer, String... parameters) {
            return new Operation("get", path, summary, List.of(parameters), null, 200, answer);
        }

        static Operation post(String path, String summary, Class<?> body, int status, Class<?> answer) {
            return new Operation("post", path, summary, List.of(), body, status, answer);
        }

        boolean needsToken() {
            return method.equals("get") ? Guard.isSecret("/api/v1" + path) : !Guard.isQuestion(path);
        }

        boolean isAt(String asked) {
            return asked.matches(path.replaceAll("\\{\\w+}", "[^/]+"));
        }
    }

    private static final List<Operation> OPERATIONS = List.of(
            Operation.get("/status", "Who the node is and where it stands", NodeStatus.class),
            Operation.get("/peers", "The nodes that it is connected to", Peer.Page.class),
            Operation.get("/packages", "What it has on its disk", Held.Page.class, "cursor"),
            Operation.get("/authorities", "Who votes, and on what", Authorities.class),
            Operation.get("/keys", "The public half of its key", KeysInfo.class),
            Operation.get("/logs", "Its newest lines", LogLines.class, "lines"),
            Operation.post(
                    "/transactions", "Sign, submit, and wait until final", Instruction.class, 201, Receipt.class),
            Operation.get("/recipes", "What a version is built from and how", Instruction.Recipe.class, "purl"),
            Operation.post("/builds", "Request a build", BuildRequest.class, 201, Build.class),
            Operation.get("/builds/{id}", "What became of a build", Build.class, "id"),
            Operation.get("/work", "The builds that wait for this node", Work.Page.class),
            new Operation(
                    "post",
                    "/work/{id}/{round}",
                    "Answer a build, for good",
                    List.of("id", "round"),
                    BuildAnswer.class,
                    201,
                    Build.class),
            new Operation(
                    "post",
                    "/work/{id}/{round}/log",
                    "Tell what a running build prints",
                    List.of("id", "round"),
                    null,
                    201,
                    Void.class),
            Operation.get("/work/{id}/log", "What a running build prints", Printed.class, "id", "from"),
            Operation.get(
                    "/blobs/{digest}", "The bytes of a blob that this node has, or its peers", Void.class, "digest"),
            new Operation("put", "/blobs/{digest}", "Give the node a blob", List.of("digest"), null, 201, Void.class),
            Operation.get("/attestations/{digest}", "What is stated of a published file", Attested.class, "digest"),
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
            Operation.get("/trust", "Why a package is trusted", TrustReport.class, "purl"),
            new Operation("post", "/backups", "A copy of the node's data (ZIP)", List.of(), null, 200, Void.class));

    private static final List<Operation> ORIGINALS = List.of(
            Operation.get("/status", "Who the node is", Original.Status.class),
            Operation.get("/peers", "The ids of the nodes that it is connected to", String[].class),
            Operation.post(
                    "/authorized_node",
                    "Vouch for a builder; 400 if that was done before",
                    Original.AuthorizedNode.class,
                    201,
                    Void.class),
            Operation.post(
                    "/build/docker",
                    "Request a build; 302 if none is needed",
                    Original.BuildRequest.class,
                    200,
                    Original.BuildAnswer.class),
            Operation.post(
                    "/build/maven",
                    "Request a build; 302 if none is needed",
                    Original.BuildRequest.class,
                    200,
                    Original.BuildAnswer.class),
            Operation.post(
                    "/build/status",
                    "RUNNING, SUCCESS, or FAILED with the reason",
                    Original.BuildQuestion.class,
                    200,
                    String.class),
            Operation.post(
                    "/inspect/docker",
                    "The log's newest entries of an image",
                    Original.Inspection.class,
                    200,
                    Json.Obj[].class),
            Operation.post(
                    "/inspect/maven",
                    "The log's newest entries of a GAV",
                    Original.Inspection.class,
                    200,
                    Json.Obj[].class));

    private final Schemas schemas = new Schemas();

    /// The whole document of the admin API.
    public static Json document(String version) {
        return new OpenApi().build("Pyrsia admin API", version, PREFIX, OPERATIONS);
    }

    /// The whole document of the original's endpoints.
    public static Json original(String version) {
        return new OpenApi().build("Pyrsia, as its original clients ask", version, "/", ORIGINALS);
    }

    /// The methods that an address takes; none if there is no such address.
    public static List<String> methods(String path) {
        boolean isAdmin = path.startsWith(PREFIX + "/");
        String asked = isAdmin ? path.substring(PREFIX.length()) : path;
        return (isAdmin ? OPERATIONS : ORIGINALS)
                .stream()
                        .filter(operation -> operation.isAt(asked))
                        .map(operation -> operation.method().toUpperCase(Locale.ROOT))
                        .toList();
    }

    private Json build(String title, String version, String server, List<Operation> operations) {
        Map<String, Map<String, Json>> paths = new TreeMap<>();
        for (Operation operation : operations) {
            paths.computeIfAbsent(operation.path(), ignored -> new TreeMap<>())
                    .put(operation.method(), operation(operation));
        }
        Map<String, Json> written = new TreeMap<>();
        paths.forEach((path, methods) -> written.put(path, Json.object(methods)));
        Map<String, Json> document = new TreeMap<>();
        document.put("openapi", Json.of("3.1.0"));
        document.put("info", Json.object(Map.of("title", Json.of(title), "version", Json.of(version))));
        document.put("servers", Json.array(List.of(Json.object(Map.of("url", Json.of(server))))));
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
        }
        if (operation.needsToken()) {
            members.put("security", Json.array(List.of(Json.object(Map.of("token", Json.array(List.of()))))));
        }
        boolean isText = operation.answer() == String.class && body == null;
        Map<String, Json> answers = new TreeMap<>();
        answers.put(
                String.valueOf(operation.status()),
                operation.answer() == Void.class
                        ? Json.object(Map.of("description", Json.of("Done")))
                        : answer(
                                "The answer", content(isText ? "text/plain" : "application/json", operation.answer())));
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
