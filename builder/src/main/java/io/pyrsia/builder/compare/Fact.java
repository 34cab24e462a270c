package io.pyrsia.builder.compare;

/// What an archive says of a member, beside its content.
enum Fact {
    TIME("timestamps differ", Level.E2),
    EXTRA("archive extras or comments differ", Level.E2),
    PACKER("owners differ that no installer of this format looks at", Level.E2),
    TYPE("is another kind of file", Level.X),
    MODE("permissions differ", Level.X),
    OWNER("owners differ", Level.X),
    LINK("points somewhere else", Level.X),
    DEVICE("is another device", Level.X),
    ATTRIBUTE("extended attributes differ", Level.X);

    private final String words;
    private final Level level;

    Fact(String words, Level level) {
        this.words = words;
        this.level = level;
    }

    String words() {
        return words;
    }

    /// What two members are that differ in this alone.
    Level level() {
        return level;
    }

    /// Whether it still counts at a rung of the ladder.
    boolean counts(Level rung) {
        return level.compareTo(rung) > 0;
    }
}
