package io.pyrsia.operator.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pyrsia.base.Malformed;
import io.pyrsia.operator.seat.BuilderSettings;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatorSettingsTest {

    @Test
    void theEnvironmentIsReadWhole() throws Malformed {
        assertEquals(
                new OperatorSettings(
                        "system",
                        Set.of("a", "b"),
                        "node:1",
                        new BuilderSettings(
                                "builder:1",
                                Map.of(
                                        "maven", URI.create("https://maven.example/a=b/"),
                                        "pypi", URI.create("https://pypi.example/"))),
                        8080),
                OperatorSettings.read(Map.of(
                        "PYRSIA_OPERATOR_NAMESPACE", "system",
                        "PYRSIA_OPERATOR_WATCH", "a, b",
                        "PYRSIA_OPERATOR_NODE_IMAGE", "node:1",
                        "PYRSIA_OPERATOR_BUILDER_IMAGE", "builder:1",
                        "PYRSIA_OPERATOR_REGISTRIES", "maven=https://maven.example/a=b/, pypi=https://pypi.example/",
                        "PATH", "/bin")));
    }

    @Test
    void whoeverSaysNothingOfBuildsHasNone() throws Malformed {
        OperatorSettings settings = OperatorSettings.read(
                Map.of("PYRSIA_OPERATOR_NAMESPACE", "system", "PYRSIA_OPERATOR_NODE_IMAGE", "node:1"));
        assertFalse(settings.builder().builds());
    }

    @Test
    void whatIsMissingOrMistypedIsNamed() {
        assertEquals(
                "PYRSIA_OPERATOR_NAMESPACE is needed",
                assertThrows(Malformed.class, () -> OperatorSettings.read(Map.of()))
                        .reason());
        assertEquals(
                "there is no setting PYRSIA_OPERATOR_WACH",
                assertThrows(Malformed.class, () -> OperatorSettings.read(Map.of("PYRSIA_OPERATOR_WACH", "")))
                        .reason());
        assertEquals(
                "PYRSIA_OPERATOR_HTTP_PORT is a port, not 70000",
                assertThrows(
                                Malformed.class,
                                () -> OperatorSettings.read(Map.of(
                                        "PYRSIA_OPERATOR_NAMESPACE", "system",
                                        "PYRSIA_OPERATOR_NODE_IMAGE", "node:1",
                                        "PYRSIA_OPERATOR_HTTP_PORT", "70000")))
                        .reason());
        assertEquals(
                "PYRSIA_OPERATOR_REGISTRIES has addresses of the web, not ftp://maven.example/",
                assertThrows(
                                Malformed.class,
                                () -> OperatorSettings.read(Map.of(
                                        "PYRSIA_OPERATOR_NAMESPACE", "system",
                                        "PYRSIA_OPERATOR_NODE_IMAGE", "node:1",
                                        "PYRSIA_OPERATOR_REGISTRIES", "maven=ftp://maven.example/")))
                        .reason());
    }
}
