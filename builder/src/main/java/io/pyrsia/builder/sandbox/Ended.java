package io.pyrsia.builder.sandbox;

/// How a command in a sandbox ended, and the part of its output that was kept.
public record Ended(How how, int code, String log) {

    /// Why a command is no longer there; whatever the reason, none of its processes is.
    public enum How {
        EXITED("it ended by itself"),
        TIMED_OUT("it took longer than allowed and was killed"),
        OUT_OF_MEMORY("its processes held more memory than allowed and were killed"),
        STOPPED("the builder was told to stop");

        private final String meaning;

        How(String meaning) {
            this.meaning = meaning;
        }

        public String meaning() {
            return meaning;
        }
    }

    public boolean succeeded() {
        return how == How.EXITED && code == 0;
    }
}
