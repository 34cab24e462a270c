package io.pyrsia.server.build;

import io.pyrsia.ledger.codec.Codec;
import io.pyrsia.ledger.codec.Fields;
import io.pyrsia.ledger.transaction.Id;

/// One round of one build request: what a builder answers once.
public record Round(Id request, int number) {

    static final Codec<Round> CODEC =
            Fields.codec((round, out) -> Id.CODEC.write(round.request, out.u8(round.number)), in -> {
                int number = in.u8();
                return new Round(Id.CODEC.read(in), number);
            });
}
