package io.pyrsia.cli.text;

import java.util.Map;

/// What a text means, as a colour; the words alone say it too.
public enum Style {
    PLAIN(""),
    HEADING("\033[1m"),
    GOOD("\033[32m"),
    WARNING("\033[33m"),
    BAD("\033[31m"),
    FAINT("\033[2m");

    private static final String END = "\033[0m";

    private final String begin;

    Style(String begin) {
        this.begin = begin;
    }

    String paint(String text, boolean colours) {
        return colours && !begin.isEmpty() && !text.isEmpty() ? begin + text + END : text;
    }

    /// Colours are for terminals whose owner has not declined them (NO_COLOR, TERM=dumb).
    public static boolean wanted(boolean isTerminal, Map<String, String> environment) {
        return isTerminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
