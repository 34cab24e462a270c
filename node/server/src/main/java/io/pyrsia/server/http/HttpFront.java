package io.pyrsia.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.seam.Clock;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.api.Problem;
import io.pyrsia.registry.Watch;
import io.pyrsia.server.config.NodeConfig.HttpConfig;
import io.pyrsia.server.report.Metrics;
import io.pyrsia.server.report.RequestId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// The HTTP server: every request gets an id, passes the limits and the guard, is counted, and ends with an answer.
public final class HttpFront implements AutoCloseable {

    /// Connections at a time; more wait in the backlog, and then at the client.
    private static final int MAX_CONNECTIONS = 1_024;
    private static final int BACKLOG = 4_096;
    /// Requests at a time; more wait, and after a while are told to come again.
    static final int MAX_PACKAGE_REQUESTS = 192;
    private static final int MAX_API_REQUESTS = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMinutes(2);
    /// Whoever says half and waits is cut off.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final long SLOW_NANOS = Duration.ofSeconds(1).toNanos();

    private static final HeaderName TRACE_PARENT = HeaderNames.create("traceparent");
    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

    private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());

    private final Places places = new Places(MAX_PACKAGE_REQUESTS, MAX_API_REQUESTS, PATIENCE);
    private final Watch watch = new Watch();
    private final Guard guard;
    private final RateLimit rate;
    private final Clock clock;
    private final Metrics metrics;
    private final WebServer server;

    private HttpFront(
            HttpConfig config,
            ApiToken token,
            Clock clock,
            Metrics metrics,
            Optional<HttpTls> tls,
            Duration silence,
            Consumer<HttpRouting.Builder> routes) {
        this.guard = new Guard(token, tls.map(HttpTls::clients));
        this.rate = new RateLimit(clock);
        this.clock = clock;
        this.metrics = metrics;
        HttpRouting.Builder routing = HttpRouting.builder();
        routing.addFilter(this::pass);
        routing.error(Refused.class, (request, response, refused) -> refuse(request, response, refused.problem()));
        routing.error(
                HttpException.class,
                (request, response, e) ->
                        refuse(request, response, ofStatus(e.status().code(), String.valueOf(e.getMessage()))));
        routing.error(RuntimeException.class, HttpFront::failed);
        routes.accept(routing);
        this.server = WebServer.builder()
                .host(config.host())
                .port(config.port())
                .backlog(BACKLOG)
                .maxTcpConnections(MAX_CONNECTIONS)
                .maxConcurrentRequests(MAX_CONNECTIONS)
                .idleConnectionTimeout(IDLE)
                .shutdownHook(false)
                // without TLS, Helidon's channel drops what a full socket does not take, and knows no time-out
                .useNio(tls.isPresent())
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new BoundedChunks(watch, silence, IDLE))
                // head and body leave in two writes; with Nagle's algorithm the second would wait 40 ms
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .update(builder -> tls.ifPresent(own -> builder.tls(own.tls())))
                .routing(routing)
                .build();
    }

    /// Opens the port; throws why it cannot.
    public static HttpFront start(
            HttpConfig config,
            ApiToken token,
            Clock clock,
            Metrics metrics,
            Optional<HttpTls> tls,
            Consumer<HttpRouting.Builder> routes) {
        return start(config, token, clock, metrics, tls, SILENCE, routes);
    }

    /// The same for clients that may say nothing for another time within a request.
    static HttpFront start(
            HttpConfig config,
            ApiToken token,
            Clock clock,
            Metrics metrics,
            Optional<HttpTls> tls,
            Duration silence,
            Consumer<HttpRouting.Builder> routes) {
        HttpFront front = new HttpFront(config, token, clock, metrics, tls, silence, routes);
        front.server.start();
        if (!front.server.isRunning()) {
            front.watch.close();
            throw reason(config);
        }
        return front;
    }

    /// The server only logs why it did not start; the system says it again.
    private static RuntimeException reason(HttpConfig config) {
        try (ServerSocket same = new ServerSocket()) {
            same.bind(new InetSocketAddress(config.host(), config.port()));
            return new IllegalStateException("the HTTP server did not start at port " + config.port());
        } catch (IOException e) {
            return new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.port();
    }

    private void pass(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String id = RequestId.of(request.headers().first(TRACE_PARENT).orElse(""));
        response.header(REQUEST_ID, id);
        RequestId.run(id, () -> {
            long began = clock.nanos();
            boolean isOfClients = Guard.isOfClients(request.prologue().uriPath().path());
            try (Places.Place _ = places.take(isOfClients)) {
                admit(request);
                if (Guard.isReading(request.prologue().method())) {
                    cutUnread(request, response);
                }
                chain.proceed();
            } catch (Refused e) {
                refuse(request, response, e.problem());
            }
            account(request, response, clock.nanos() - began);
            endIfAsked(request, response);
        });
    }

    /// Helidon says that it closes the connection when the client asks for it, and waits for the client to do it.
    private static void endIfAsked(RoutingRequest request, RoutingResponse response) {
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)
                && response.isSent()
                && !request.content().hasEntity()) {
            throw new CloseConnectionException("the client asked for it");
        }
    }

    private void admit(RoutingRequest request) {
        // What clients pull is bounded by connections, not by the rate: a big build asks thousands of times a second.
        if (!Guard.isOfClients(request.prologue().uriPath().path())
                && !rate.allows(String.valueOf(request.remotePeer().host()))) {
            throw new Refused(Problem.Code.TOO_MANY, "at most " + RateLimit.PER_SECOND + " requests a second");
        }
        guard.check(request);
    }

    /// Counts the request; changes and what took long are worth a line too.
    private void account(RoutingRequest request, RoutingResponse response, long nanos) {
        int status = response.status().code();
        String method = request.prologue().method().text();
        metrics.count("pyrsia_http_requests_total", "code=\"" + status + '"');
        if (nanos > SLOW_NANOS || !method.equals("GET")) {
            String path = request.prologue().uriPath().path();
            LOG.log(System.Logger.Level.INFO, () -> "%s %s %d %.1f ms".formatted(method, path, status, nanos / 1e6));
        }
    }

    private static void failed(ServerRequest request, ServerResponse response, Throwable failure) {
        String path = request.prologue().uriPath().path();
        LOG.log(System.Logger.Level.ERROR, "a request failed: " + path, failure);
        refuse(request, response, Problem.of(Problem.Code.FAILED, "the node's logs tell more under this id"));
    }

    private static void refuse(ServerRequest request, ServerResponse response, Problem problem) {
        Problem answer = problem.in(RequestId.current());
        cutUnread(request, response);
        if (request.prologue().uriPath().path().startsWith(ApiClient.PREFIX)) {
            Answers.problem(response, answer);
        } else {
            Answers.problemWithErrors(response, answer);
        }
    }

    /// The server would read what is left of a body before the next request, and that may have no end.
    private static void cutUnread(ServerRequest request, ServerResponse response) {
        if (request.content().hasEntity() && !request.content().consumed() && !Answers.skip(request)) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
    }

    private static Problem ofStatus(int status, String detail) {
        for (Problem.Code code : Problem.Code.values()) {
            if (code.status() == status) {
                return Problem.of(code, detail);
            }
        }
        return Problem.of(status < 500 ? Problem.Code.MALFORMED : Problem.Code.FAILED, detail);
    }

    @Override
    public void close() {
        server.stop();
        watch.close();
    }
}
