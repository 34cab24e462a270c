package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.cli.doctor.NodeFiles;
import io.pyrsia.server.config.NodeConfig;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `pyrsia doctor` does not know the server, and has to know its settings.
class SettingNamesTest {

    @Test
    void theDoctorKnowsTheSettingsOfANode() {
        List<String> settings = Pattern.compile("^# (\\S+) = ", Pattern.MULTILINE)
                .matcher(NodeConfig.describe())
                .results()
                .map(line -> line.group(1))
                .sorted()
                .toList();
        assertEquals(settings, NodeFiles.NAMES.stream().sorted().toList());
    }
}
