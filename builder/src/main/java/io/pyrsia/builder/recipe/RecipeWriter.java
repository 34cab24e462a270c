package io.pyrsia.builder.recipe;

import io.pyrsia.base.json.Json;
import io.pyrsia.builder.recipe.Recipe.Compare;
import io.pyrsia.builder.recipe.Recipe.Source;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes a recipe as JSON with every member that it has, so that two recipes are the same if their canonical
/// texts are.
public final class RecipeWriter {

    private RecipeWriter() {}

    public static Json.Obj json(Recipe recipe) {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("v", Json.of(Recipe.FORMAT));
        members.put("purl", Json.of(recipe.purl().toString()));
        members.put("source", source(recipe.source()));
        TreeMap<String, Json> tools = new TreeMap<>();
        recipe.tools().forEach((name, version) -> tools.put(name, Json.of(version)));
        members.put("tools", Json.object(tools));
        members.put("env", settings(recipe.settings()));
        members.put("fetch", fetch(recipe.fetch()));
        members.put("build", Json.object(new TreeMap<>(Map.of("argv", commands(recipe.build())))));
        members.put("outputs", texts(recipe.outputs()));
        recipe.upstream().ifPresent(upstream -> {
            TreeMap<String, Json> published = new TreeMap<>();
            published.put("registry", Json.of(upstream.registry()));
            published.put("path", Json.of(upstream.path()));
            published.put("sha256", Json.of(upstream.digest().hex()));
            members.put("upstream", Json.object(published));
        });
        members.put("compare", compare(recipe.compare()));
        return Json.object(members);
    }

    private static Json source(Source source) {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("dir", Json.of(source.folder()));
        switch (source) {
            case Source.Registry from -> {
                members.put("kind", Json.of("registry"));
                members.put("registry", Json.of(from.registry()));
                members.put("path", Json.of(from.path()));
                members.put("sha256", Json.of(from.digest().hex()));
            }
            case Source.Archive from -> {
                members.put("kind", Json.of("archive"));
                members.put("url", Json.of(from.url()));
                members.put("sha256", Json.of(from.digest().hex()));
            }
            case Source.Git from -> {
                members.put("kind", Json.of("git"));
                members.put("url", Json.of(from.url()));
                members.put("commit", Json.of(from.commit()));
            }
        }
        return Json.object(members);
    }

    private static Json settings(Recipe.Settings settings) {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("tz", Json.of(settings.timeZone()));
        members.put("locale", Json.of(settings.locale()));
        members.put("umask", Json.of(settings.umask()));
        members.put("workdir", Json.of(settings.workFolder()));
        members.put("minutes", Json.of(settings.limit().toMinutes()));
        settings.sourceDateEpoch().ifPresent(seconds -> members.put("sourceDateEpoch", Json.of(seconds)));
        return Json.object(members);
    }

    private static Json fetch(Recipe.Fetch fetch) {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("argv", commands(fetch.commands()));
        members.put("allow", texts(new TreeSet<>(fetch.allowed())));
        fetch.asOf().ifPresent(moment -> members.put("registryTime", Json.of(moment.toString())));
        return Json.object(members);
    }

    private static Json compare(Compare compare) {
        TreeMap<String, Json> members = new TreeMap<>();
        if (!compare.ruleset().isEmpty()) {
            members.put("ruleset", Json.of(compare.ruleset()));
        }
        List<Json.Obj> exceptions = compare.exceptions().stream()
                .map(one -> Json.object(Map.of(
                        "path", Json.of(one.path()), "rule", Json.of(one.rule()), "reason", Json.of(one.reason()))))
                .toList();
        members.put("exceptions", Json.array(exceptions));
        return Json.object(members);
    }

    private static Json commands(List<List<String>> commands) {
        return Json.array(commands.stream().map(RecipeWriter::texts).toList());
    }

    private static Json texts(Collection<String> texts) {
        return Json.array(texts.stream().map(Json::of).toList());
    }
}
