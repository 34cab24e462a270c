package io.pyrsia.cli.use;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import java.net.URI;
import java.util.Optional;

/// A mirror of Docker Hub in the Docker daemon's `daemon.json`, which can have no comments: the node's address is what
/// is ours in it.
final class DockerMirrors implements Edit {

    private static final String MEMBER = "registry-mirrors";

    @Override
    public String with(String text, URI node) throws Malformed {
        String mirror = '"' + node.toString() + '"';
        if (text.isBlank()) {
            return alone(mirror);
        }
        if (has(text, node)) {
            return text;
        }
        JsonPlaces places = new JsonPlaces(text);
        Optional<JsonPlaces.Member> member = places.member(MEMBER);
        String after = member.isPresent()
                ? places.with(mirror, member.get().value())
                : places.with(member(mirror), places.start());
        if (!has(after, node)) {
            throw new Malformed("'" + MEMBER + "' is written in an unusual way: add " + mirror + " to it by hand");
        }
        return after;
    }

    @Override
    public String without(String text, URI node) throws Malformed {
        String mirror = '"' + node.toString() + '"';
        if (text.equals(alone(mirror))) {
            return "";
        }
        if (text.isBlank() || !has(text, node)) {
            return text;
        }
        JsonPlaces places = new JsonPlaces(text);
        JsonPlaces.Member member = places.member(MEMBER).orElseThrow(() -> new Malformed("it is written unusually"));
        String list = text.substring(member.value(), member.end());
        String after = list.substring(1, list.length() - 1).strip().equals(mirror)
                ? places.without(member.from(), member.end())
                : places.without(
                        member.value() + list.indexOf(mirror), member.value() + list.indexOf(mirror) + mirror.length());
        if (has(after, node)) {
            throw new Malformed("'" + MEMBER + "' has " + mirror + " in an unusual way: take it out by hand");
        }
        return after;
    }

    private static String member(String mirror) {
        return '"' + MEMBER + "\": [" + mirror + "]";
    }

    private static String alone(String mirror) {
        return "{\n  " + member(mirror) + "\n}\n";
    }

    /// Whether the node is among the mirrors of a text that makes sense.
    private static boolean has(String text, URI node) throws Malformed {
        Json json;
        try {
            json = JsonReader.read(text);
        } catch (Malformed e) {
            throw new Malformed("this is no JSON: " + e.reason());
        }
        if (!(json instanceof Json.Obj object)) {
            throw new Malformed("this is no JSON object");
        }
        Json mirrors = object.members().get(MEMBER);
        if (mirrors == null) {
            return false;
        }
        if (!(mirrors instanceof Json.Array array)) {
            throw new Malformed("'" + MEMBER + "' is no list");
        }
        return array.items().contains(Json.of(node.toString()));
    }
}
