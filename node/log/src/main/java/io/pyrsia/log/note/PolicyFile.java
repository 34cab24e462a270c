package io.pyrsia.log.note;

import io.pyrsia.base.Malformed;
import io.pyrsia.log.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A policy from a file (tlog-policy): `log`, `witness`, `group` and `quorum` lines, names before their use; and where
/// the file says that its witnesses are asked.
public final class PolicyFile {

    /// A witness and the prefix of its URLs, as the file has it.
    public record Asked(NoteKey key, String url) {}

    static final int MAX_BYTES = 1 << 16;

    /// The most logs, and the most names, that a file may define.
    static final int MAX_NAMES = 64;

    private final List<NoteKey> logs = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final SortedMap<String, Quorum> names = new TreeMap<>();
    private final SortedSet<String> members = new TreeSet<>();
    private final SortedSet<String> keys = new TreeSet<>();
    private @Nullable Quorum quorum;

    private PolicyFile() {}

    public static PolicyFile parse(Bytes file) throws Malformed {
        if (file.size() > MAX_BYTES) {
            throw new Malformed("a policy has at most " + MAX_BYTES + " bytes");
        }
        String text = Note.decode(file);
        if (text.chars().anyMatch(c -> (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)) {
            throw new Malformed("a policy with control characters");
        }
        if (!text.endsWith("\n")) {
            throw new Malformed("the last line of a policy has no end");
        }
        PolicyFile policy = new PolicyFile();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            List<String> words = words(line);
            if (!words.isEmpty() && !words.getFirst().startsWith("#")) {
                try {
                    policy.add(words);
                } catch (Malformed e) {
                    throw new Malformed("line " + number + ": " + e.reason());
                }
            }
        }
        if (policy.quorum == null) {
            throw new Malformed("a policy without a quorum");
        }
        return policy;
    }

    /// Who must have signed. Without a log line the file speaks of witnesses only, and whoever reads it knows the log.
    public Policy policy() {
        return new Policy(Quorum.of(Math.min(1, logs.size()), logs), Objects.requireNonNull(quorum));
    }

    /// The keys of the `log` lines, in their order.
    public List<NoteKey> logs() {
        return List.copyOf(logs);
    }

    /// The witnesses whose lines have a URL, in their order.
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void add(List<String> words) throws Malformed {
        switch (words.getFirst()) {
            case "log" -> {
                requireWords(words, 2, 3);
                logs.add(key(words.get(1), NoteKey.Kind.LOG));
            }
            case "witness" -> {
                requireWords(words, 3, 4);
                NoteKey witness = key(words.get(2), NoteKey.Kind.WITNESS);
                define(words.get(1), new Quorum.One(witness));
                if (words.size() == 4) {
                    asked.add(new Asked(witness, words.get(3)));
                }
            }
            case "group" -> {
                requireWords(words, 4, 3 + MAX_NAMES);
                define(words.get(1), group(words.get(2), words.subList(3, words.size())));
            }
            case "quorum" -> {
                requireWords(words, 2, 2);
                if (quorum != null) {
                    throw new Malformed("a second quorum");
                }
                quorum = words.get(1).equals("none") ? Quorum.none() : defined(words.get(1));
            }
            default -> throw new Malformed("a line begins with log, witness, group or quorum");
        }
        if (logs.size() > MAX_NAMES) {
            throw new Malformed("more than " + MAX_NAMES + " logs");
        }
    }

    private NoteKey key(String verifierKey, NoteKey.Kind kind) throws Malformed {
        NoteKey key = NoteKey.parse(verifierKey);
        if (key.kind() != kind) {
            throw new Malformed("the key of " + key.name() + " is for another kind of signature");
        }
        if (!keys.add(kind + " " + key.key())) {
            throw new Malformed("the key of " + key.name() + " is there twice");
        }
        return key;
    }

    private Quorum group(String least, List<String> group) throws Malformed {
        List<Quorum> quorums = new ArrayList<>();
        for (String name : group) {
            quorums.add(defined(name));
            if (!members.add(name)) {
                throw new Malformed(name + " is a member twice");
            }
        }
        long count =
                switch (least) {
                    case "all" -> group.size();
                    case "any" -> 1;
                    default -> Decimal.parse(least);
                };
        if (count < 1 || count > group.size()) {
            throw new Malformed(count + " of " + group.size() + " members");
        }
        return new Quorum.Of((int) count, quorums);
    }

    private void define(String name, Quorum quorum) throws Malformed {
        if (name.equals("none") || names.putIfAbsent(name, quorum) != null) {
            throw new Malformed(name + " is defined already");
        }
        if (names.size() > MAX_NAMES) {
            throw new Malformed("more than " + MAX_NAMES + " names");
        }
    }

    private Quorum defined(String name) throws Malformed {
        Quorum quorum = names.get(name);
        if (quorum == null) {
            throw new Malformed(name + " is not defined above");
        }
        return quorum;
    }

    private static List<String> words(String line) {
        return List.of(line.split("[ \t]+", -1)).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static void requireWords(List<String> words, int least, int most) throws Malformed {
        if (words.size() < least || words.size() > most) {
            throw new Malformed("a " + words.getFirst() + " line has " + least + " to " + most + " words");
        }
    }
}
