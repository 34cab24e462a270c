package io.pyrsia.cli.doctor;

import io.pyrsia.base.json.Json;
import java.util.Locale;
import java.util.Map;

/// What a check found out, and what to do about it.
///
/// @param node whose it is, empty when only one node is looked at
/// @param check what was looked at
/// @param advice empty when there is nothing to do
record Finding(String node, Gravity gravity, String check, String sentence, String advice) {

    /// How bad it is.
    enum Gravity {
        FINE,
        /// It works, and may soon not.
        WARNING,
        /// It does not work.
        FAULT
    }

    static Finding fine(String check, String sentence) {
        return new Finding("", Gravity.FINE, check, sentence, "");
    }

    static Finding warning(String check, String sentence, String advice) {
        return new Finding("", Gravity.WARNING, check, sentence, advice);
    }

    static Finding fault(String check, String sentence, String advice) {
        return new Finding("", Gravity.FAULT, check, sentence, advice);
    }

    Finding in(String name) {
        return new Finding(name, gravity, check, sentence, advice);
    }

    Json json() {
        return Json.object(Map.of(
                "node", Json.of(node),
                "gravity", Json.of(gravity.name().toLowerCase(Locale.ROOT)),
                "check", Json.of(check),
                "sentence", Json.of(sentence),
                "advice", Json.of(advice)));
    }
}
