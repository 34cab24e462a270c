package io.pyrsia.builder.recipe;

/// Something that is wrong with a recipe, and where; lines are counted from 1.
public record Problem(int line, String message) {

    @Override
    public String toString() {
        return "line " + line + ": " + message;
    }
}
