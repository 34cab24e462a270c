package io.pyrsia.builder.execute;

import io.pyrsia.builder.fetch.Recorder;
import io.pyrsia.builder.recipe.Recipe;
import io.pyrsia.builder.toolchain.Toolchain;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Points each build tool at the recorder by the tool's own settings, and tells it in the build phase that
/// there is no network.
///
/// All tools get their settings in every build, so that nothing depends on which of them a recipe names.
final class ClientSettings {

    static final String HOME = "/build/home";

    private ClientSettings() {}

    static Map<String, String> environment(Recipe recipe, List<Toolchain> tools, boolean fetching) {
        TreeMap<String, String> names = new TreeMap<>();
        names.put("HOME", HOME);
        names.put("TZ", recipe.settings().timeZone());
        names.put("LC_ALL", recipe.settings().locale());
        names.put("LANG", recipe.settings().locale());
        recipe.settings()
                .sourceDateEpoch()
                .ifPresent(seconds -> names.put("SOURCE_DATE_EPOCH", String.valueOf(seconds)));
        StringBuilder path = new StringBuilder();
        for (Toolchain tool : tools) {
            names.putAll(tool.environment());
            tool.path().forEach(folder -> path.append(folder).append(':'));
        }
        names.put("PATH", path.append("/usr/bin:/bin").toString());
        python(names, fetching);
        npm(names, fetching);
        cargo(names, fetching);
        go(names, fetching);
        return names;
    }

    private static void python(Map<String, String> names, boolean fetching) {
        names.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        names.put("PIP_NO_CACHE_DIR", "1");
        names.put("PYTHONDONTWRITEBYTECODE", "1");
        names.put("PIP_FIND_LINKS", HOME + "/wheels");
        names.put(fetching ? "PIP_INDEX_URL" : "PIP_NO_INDEX", fetching ? Recorder.address("pypi") + "simple/" : "1");
    }

    private static void npm(Map<String, String> names, boolean fetching) {
        names.put("npm_config_registry", Recorder.address("npm"));
        names.put("npm_config_cache", HOME + "/.npm");
        names.put("npm_config_audit", "false");
        names.put("npm_config_fund", "false");
        names.put("npm_config_update_notifier", "false");
        if (!fetching) {
            names.put("npm_config_offline", "true");
        }
    }

    private static void cargo(Map<String, String> names, boolean fetching) {
        names.put("CARGO_HOME", HOME + "/.cargo");
        names.put("CARGO_NET_OFFLINE", fetching ? "false" : "true");
    }

    /// What go.sum names is checked against it; Go's own log of sums would be another party to reach.
    private static void go(Map<String, String> names, boolean fetching) {
        names.put("GOPROXY", fetching ? Recorder.address("go").replaceAll("/$", "") : "off");
        names.put("GOSUMDB", "off");
        names.put("GOTOOLCHAIN", "local");
        names.put("GOPATH", HOME + "/go");
        names.put("GOCACHE", HOME + "/.cache/go-build");
    }

    /// Settings that tools read only from files, by where they are.
    static Map<String, String> files(boolean fetching) {
        String mirror = """
                <settings>
                  <offline>%s</offline>
                  <interactiveMode>false</interactiveMode>
                  <mirrors><mirror><id>recorder</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
                </settings>
                """.formatted(!fetching, Recorder.address("maven"));
        String source = """
                [source.crates-io]
                replace-with = "recorder"
                [source.recorder]
                registry = "sparse+%s"
                """.formatted(Recorder.address("crates"));
        return Map.of(HOME + "/.m2/settings.xml", mirror, HOME + "/.cargo/config.toml", source);
    }
}
