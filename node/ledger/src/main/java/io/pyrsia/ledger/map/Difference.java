package io.pyrsia.ledger.map;

import java.util.function.BiConsumer;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// Walks two tries of one history side by side and says what changed; what they share is passed over at once, so it
/// costs the changed paths and not the content.
final class Difference<V> {

    private final BiConsumer<Bytes, @Nullable V> changes;

    /// @param changes is told each key whose value is not the same, with the value after, or null where it is gone
    Difference(BiConsumer<Bytes, @Nullable V> changes) {
        this.changes = changes;
    }

    void between(@Nullable Trie<V> before, @Nullable Trie<V> after) {
        if (before == after) {
            return;
        }
        if (before == null || after == null) {
            removed(before);
            added(after);
            return;
        }
        byte[] keyBefore = firstKey(before);
        byte[] keyAfter = firstKey(after);
        int difference = Trie.firstDifference(keyBefore, keyAfter);
        int bitBefore = before.bit();
        int bitAfter = after.bit();
        if (difference >= 0 && difference < Math.min(bitBefore, bitAfter)) {
            removed(before);
            added(after);
        } else if (before instanceof Trie.Branch<V> one && bitBefore <= bitAfter) {
            branched(one, after, keyAfter);
        } else if (after instanceof Trie.Branch<V> other) {
            boolean isRight = Trie.isSet(keyBefore, bitAfter);
            between(isRight ? null : before, other.left());
            between(isRight ? before : null, other.right());
        } else {
            added(after);
        }
    }

    /// All keys after share what the keys of the branch share, so they lie below it or beside each other as it does.
    private void branched(Trie.Branch<V> before, Trie<V> after, byte[] keyAfter) {
        if (after instanceof Trie.Branch<V> other && other.bit() == before.bit()) {
            between(before.left(), other.left());
            between(before.right(), other.right());
        } else {
            boolean isRight = Trie.isSet(keyAfter, before.bit());
            between(before.left(), isRight ? null : after);
            between(before.right(), isRight ? after : null);
        }
    }

    private void removed(@Nullable Trie<V> trie) {
        switch (trie) {
            case null -> {}
            case Trie.Leaf<V> leaf -> changes.accept(Bytes.wrap(leaf.key()), null);
            case Trie.Branch<V> branch -> {
                removed(branch.left());
                removed(branch.right());
            }
        }
    }

    private void added(@Nullable Trie<V> trie) {
        switch (trie) {
            case null -> {}
            case Trie.Leaf<V> leaf -> changes.accept(Bytes.wrap(leaf.key()), leaf.value());
            case Trie.Branch<V> branch -> {
                added(branch.left());
                added(branch.right());
            }
        }
    }

    private static <V> byte[] firstKey(Trie<V> trie) {
        return trie.at(0).key();
    }
}
