package io.pyrsia.log.follow;

import io.pyrsia.base.Hex;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.crypto.PublicKey;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.log.Decimal;
import io.pyrsia.log.note.SignedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// What a light client believes and must not forget: the log, its authorities now, and the newest checkpoint it saw.
public record Trusted(String origin, AuthoritySet authorities, Optional<SignedCheckpoint> seen) {

    public static final int MAX_BYTES = 2 << 20;

    public static Trusted genesis(String origin, AuthoritySet authorities) {
        return new Trusted(origin, authorities, Optional.empty());
    }

    Trusted saw(SignedCheckpoint checkpoint, AuthoritySet then) {
        return new Trusted(origin, then, Optional.of(checkpoint));
    }

    public Bytes encode() {
        TreeMap<String, Json> members = new TreeMap<>();
        members.put("origin", Json.of(origin));
        members.put("epoch", Json.of(Long.toString(authorities.epoch())));
        members.put(
                "authorities",
                Json.array(authorities.keys().stream()
                        .map(key -> Json.of(key.toString()))
                        .toList()));
        seen.ifPresent(checkpoint ->
                members.put("seen", Json.of(new String(checkpoint.encode().toArrayUnsafe(), StandardCharsets.UTF_8))));
        return CanonicalJson.bytes(Json.object(members));
    }

    /// Reads what [#encode] writes.
    public static Trusted decode(Bytes encoded) throws Malformed {
        if (!(JsonReader.read(encoded, MAX_BYTES) instanceof Json.Obj members)) {
            throw new Malformed("what a light client keeps is an object");
        }
        List<PublicKey> keys = new ArrayList<>();
        for (Json key : members.array("authorities")) {
            if (!(key instanceof Json.Text text) || keys.size() == AuthoritySet.MAX_AUTHORITIES) {
                throw new Malformed("authorities are a list of keys");
            }
            keys.add(PublicKey.parse(Hex.decode(text.value(), PublicKey.BYTES)));
        }
        if (keys.isEmpty()) {
            throw new Malformed("no authorities");
        }
        AuthoritySet authorities = new AuthoritySet(Decimal.parse(members.text("epoch")), keys);
        Optional<SignedCheckpoint> seen = members.get("seen") == null
                ? Optional.empty()
                : Optional.of(
                        SignedCheckpoint.parse(Bytes.wrap(members.text("seen").getBytes(StandardCharsets.UTF_8))));
        Trusted trusted = new Trusted(members.text("origin"), authorities, seen);
        if (!trusted.encode().equals(encoded)) {
            throw new Malformed("what a light client keeps has one form only");
        }
        return trusted;
    }
}
