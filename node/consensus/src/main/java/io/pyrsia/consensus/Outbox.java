package io.pyrsia.consensus;

import java.util.ArrayList;
import java.util.List;

/// Gathers the effects of one step; what must be written comes first and as one batch. Owned by the [State].
final class Outbox {

    private final Rules rules;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();

    Outbox(Rules rules) {
        this.rules = rules;
    }

    void persist(Entry entry) {
        entries.add(entry);
    }

    void add(Effect effect) {
        effects.add(effect);
    }

    List<Effect> drain() {
        List<Effect> all = new ArrayList<>(effects.size() + 1);
        if (!entries.isEmpty()) {
            all.add(new Effect.Persist(entries, entries.stream().anyMatch(rules::mustSync)));
        }
        all.addAll(effects);
        entries.clear();
        effects.clear();
        return List.copyOf(all);
    }
}
