package io.pyrsia.cli.node;

import io.pyrsia.base.Malformed;
import io.pyrsia.cli.config.CliConfig;
import io.pyrsia.cli.config.Home;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.local.NodesHere;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.ApiToken;
import io.pyrsia.client.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which node is asked, and with which token.
public final class NodeOptions {

    /// Names the node for all commands of a shell.
    public static final String VARIABLE = "PYRSIA_NODE";

    @Option(
            names = "--node",
            paramLabel = "URL",
            description = "The node to ask; else $PYRSIA_NODE, else what 'pyrsia config' has.")
    private @Nullable String node;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The token that allows changes; else $PYRSIA_TOKEN_FILE, else that of 'pyrsia up'.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--certificates",
            paramLabel = "FILE",
            description = "Certificates (PEM) that vouch for the node; else those that this machine believes.")
    private @Nullable Path certificates;

    /// What is asked of a node.
    @FunctionalInterface
    public interface Question {
        Exit ask(ApiClient client) throws ApiRefusal, Failure, Malformed, IOException, InterruptedException;
    }

    /// Asks that node: what it refuses, and that it does not answer, become exit codes, the latter with this advice.
    public Exit ask(Console console, String advice, Question question)
            throws Failure, Malformed, IOException, InterruptedException {
        try (ApiClient client = client(console.environment())) {
            return question.ask(client);
        } catch (ApiRefusal refusal) {
            throw Refusals.failure(refusal.problem());
        } catch (FileSystemException ours) {
            throw ours;
        } catch (IOException unreachable) {
            throw new Failure(Exit.UNREACHABLE, String.valueOf(unreachable.getMessage()), advice);
        }
    }

    /// A client of that node; the caller closes it.
    public ApiClient client(Map<String, String> environment) throws Failure, IOException, Malformed {
        URI address = address(environment);
        Optional<ApiToken> token = token(environment, address);
        return certificates == null
                ? new ApiClient(address, token)
                : new ApiClient(address, token, Believing.only(certificates));
    }

    /// Whether somebody said which node, beside the configuration.
    public boolean isNamed(Map<String, String> environment) {
        return !named(environment).isEmpty();
    }

    private String named(Map<String, String> environment) {
        return node == null ? environment.getOrDefault(VARIABLE, "") : node;
    }

    public URI address(Map<String, String> environment) throws Failure, IOException, Malformed {
        String named = named(environment);
        if (named.isEmpty()) {
            return CliConfig.read(Home.configFile(environment)).node();
        }
        return address(named);
    }

    /// The address that somebody wrote.
    public static URI address(String named) throws Failure {
        try {
            URI address = URI.create(named.contains("://") ? named : "http://" + named);
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new Failure(Exit.USAGE, "a node's address is like http://127.0.0.1:7888, not '" + named + "'");
    }

    /// The token that is named; on this machine also that of the network of `pyrsia up`, which no other
    /// machine is told.
    private Optional<ApiToken> token(Map<String, String> environment, URI address) throws IOException, Malformed {
        if (tokenFile != null) {
            return Optional.of(ApiToken.read(tokenFile));
        }
        String named = environment.getOrDefault(ApiToken.VARIABLE, "");
        if (!named.isEmpty()) {
            return Optional.of(ApiToken.read(Path.of(named)));
        }
        return Loopback.is(address.getHost()) ? NodesHere.token(environment) : Optional.empty();
    }
}
