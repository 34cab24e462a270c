package io.pyrsia.cli.log;

import io.pyrsia.cli.text.Style;

/// The colour of a level of trust.
final class TrustStyle {

    private TrustStyle() {}

    static Style of(String level) {
        return switch (level) {
            case "VERIFIED", "TRUSTED" -> Style.GOOD;
            case "UNTRUSTED" -> Style.WARNING;
            case "DISPUTED", "REMOVED" -> Style.BAD;
            default -> Style.PLAIN;
        };
    }
}
