package io.pyrsia.cli.authority;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.cli.text.Cell;
import io.pyrsia.cli.text.Page;
import io.pyrsia.cli.text.Style;
import io.pyrsia.cli.text.Table;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints who votes, whose votes arrive, and what waits for endorsements.
@Command(name = "list", description = "Show who votes, whose votes arrive, and what waits for endorsements.")
final class AuthorityList extends NodeWork {

    @Option(names = "--keys", description = "Only their verifier keys, one a line, for 'pyrsia verify'.")
    private boolean keys;

    @Override
    protected Exit run(Console console, ApiClient client) throws ApiRefusal, IOException, InterruptedException {
        Authorities authorities = client.authorities();
        if (keys) {
            authorities.members().forEach(member -> console.raw(member.noteKey() + "\n"));
            return Exit.DONE;
        }
        console.show(RecordJson.write(Authorities.class, authorities), page -> write(page, authorities));
        return Exit.DONE;
    }

    private static void write(Page page, Authorities authorities) {
        page.line("Epoch " + authorities.epoch() + ": " + authorities.quorum() + " of "
                + authorities.members().size() + " must agree.");
        Table table = new Table(List.of("NODE", "PEER ID", "CONNECTED", "VOTES SEEN", "MISSING"));
        for (Authorities.Member member : authorities.members()) {
            table.row(List.of(
                    new Cell(member.node().toString()),
                    new Cell(member.peerId()),
                    connected(member),
                    new Cell(Long.toString(member.votesSeen())),
                    new Cell(Long.toString(member.votesMissing()))));
        }
        page.table(table);
        for (Authorities.Proposal proposal : authorities.proposals()) {
            page.line("")
                    .line(Style.HEADING, "Proposal " + proposal.id())
                    .line("  " + Actions.sentence(proposal.action()) + ", proposed by " + proposal.proposer())
                    .line("  endorsed by " + proposal.endorsers().size() + " of " + authorities.quorum()
                            + " that are needed, until " + proposal.expiresAt());
        }
    }

    private static Cell connected(Authorities.Member member) {
        if (member.self()) {
            return new Cell("itself");
        }
        return member.connected() ? new Cell("yes", Style.GOOD) : new Cell("no", Style.BAD);
    }
}
