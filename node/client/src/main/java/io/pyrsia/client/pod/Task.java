package io.pyrsia.client.pod;

import io.pyrsia.client.api.Work;
import java.net.URI;
import java.util.Map;

/// What a pod shall build.
///
/// @param registries where registries are, by the names that recipes use
public record Task(Work work, Map<String, URI> registries) {

    /// The files of a task, in one folder.
    public static final String FILE = "task.json";

    public static final String RECIPE = "recipe";
}
