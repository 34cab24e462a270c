package io.pyrsia.ledger.transaction;

import io.pyrsia.base.ByteReader;
import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import java.util.List;

/// Which source and which build recipe a package version is built from; the recipe itself is a blob of this digest.
///
/// A high-value package is built by a larger committee.
public record Recipe(Purl purl, Digest digest, Source source, boolean highValue, List<String> authors) {

    public static final int MAX_AUTHORS = 16;
    public static final int MAX_AUTHOR_BYTES = 128;
    public static final Codec<Recipe> CODEC = Fields.codec(Recipe::write, Recipe::read);

    private static final Codec<String> AUTHOR =
            Fields.codec(Fields::writeText, in -> Fields.readText(in, MAX_AUTHOR_BYTES));

    public Recipe {
        authors = List.copyOf(authors);
    }

    private static void write(Recipe recipe, ByteWriter out) {
        Fields.writePurl(recipe.purl, out);
        Fields.writeSha256(recipe.digest, out);
        Source.CODEC.write(recipe.source, out);
        Fields.writeFlag(recipe.highValue, out);
        Fields.writeList(recipe.authors, AUTHOR, out);
    }

    private static Recipe read(ByteReader in) throws Malformed {
        return new Recipe(
                Fields.readVersion(in),
                Fields.readSha256(in),
                Source.CODEC.read(in),
                Fields.readFlag(in),
                Fields.readSorted(AUTHOR, MAX_AUTHORS, in));
    }
}
