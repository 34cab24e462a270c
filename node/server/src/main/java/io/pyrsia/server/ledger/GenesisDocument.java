package io.pyrsia.server.ledger;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NetworkId;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.consensus.AuthoritySet;
import io.pyrsia.ledger.Ledger;
import io.pyrsia.ledger.state.Genesis;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.log.follow.Trusted;
import io.pyrsia.log.note.NoteKey;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;

/// How a network begins, as a file that all its nodes have: [GenesisFile] reads and writes it.
///
/// The network's id is the name with half of the hash over the whole document, so what is signed in one network
/// counts in no other, also if somebody gives another one the same name.
///
/// @param name what people call the network
/// @param origin the origin of its log: where it is served, without scheme
public record GenesisDocument(
        String name,
        String origin,
        long timeMs,
        List<NodeId> authorities,
        List<NodeId> registries,
        List<NodeId> builders,
        Parameters parameters,
        Limits limits) {

    public static final int MAX_NAME_CHARACTERS = 30;

    public GenesisDocument {
        authorities = authorities.stream().sorted().distinct().toList();
        registries = registries.stream().sorted().distinct().toList();
        builders = builders.stream().sorted().distinct().toList();
    }

    /// Checks what the types do not: names, keys, and that the limits hold.
    public static GenesisDocument checked(GenesisDocument document) throws Malformed {
        NetworkId.parse(document.name);
        if (document.name.length() > MAX_NAME_CHARACTERS) {
            throw new Malformed("a network's name has at most " + MAX_NAME_CHARACTERS + " characters");
        }
        if (document.origin.length() > NoteKey.MAX_NAME_CHARACTERS || !document.origin.matches("[!-*,-~]+")) {
            throw new Malformed("an origin is a host and a path, without spaces and '+': not " + document.origin);
        }
        AuthoritySet.of(document.authorities);
        for (NodeId authority : document.authorities) {
            io.pyrsia.base.crypto.PublicKey.parse(authority.key());
        }
        try {
            document.ledger();
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
        return document;
    }

    /// Another network that differs in its trusted registries only.
    public GenesisDocument withRegistries(List<NodeId> others) {
        return new GenesisDocument(name, origin, timeMs, authorities, others, builders, parameters, limits);
    }

    /// The SHA-256 of the canonical form.
    public Digest hash() {
        return Digest.sha256(CanonicalJson.bytes(GenesisFile.json(this)));
    }

    public NetworkId networkId() {
        return new NetworkId(name + "-" + hash().hex().substring(0, 32));
    }

    public Genesis ledger() {
        return new Genesis(networkId(), timeMs, authorities, registries, builders, parameters, limits);
    }

    /// What a light client of the network's log starts from.
    public Trusted trusted() {
        return Trusted.genesis(origin, Candidate.set(new io.pyrsia.ledger.entry.AuthoritySet(0, authorities)));
    }

    /// What consensus starts from.
    public io.pyrsia.consensus.Genesis consensus() {
        Bytes root = Ledger.begin(ledger()).state().root();
        return new io.pyrsia.consensus.Genesis(networkId(), consensusSet(authorities), Bytes32.wrap(root));
    }

    /// The authorities of one epoch of the ledger as consensus has them.
    static AuthoritySet consensusSet(List<NodeId> authorities) {
        try {
            return AuthoritySet.of(authorities);
        } catch (Malformed e) {
            throw new IllegalStateException("the ledger let through a set that cannot agree: " + e.reason(), e);
        }
    }
}
