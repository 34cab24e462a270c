package io.pyrsia.server.api;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Hex;
import io.pyrsia.base.Malformed;
import io.pyrsia.client.api.Action;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Recipe;
import io.pyrsia.ledger.transaction.Source;
import io.pyrsia.ledger.transaction.Transaction;
import org.apache.tuweni.bytes.Bytes;

/// Translates the API's words into the ledger's, and actions back.
final class Words {

    private Words() {}

    static Transaction transaction(Instruction instruction) throws Malformed {
        return switch (instruction) {
            case Instruction.Propose(Action action) -> new Transaction.Propose(action(action));
            case Instruction.Endorse(String proposal) -> new Transaction.Endorse(Id.parse(proposal));
            case Instruction.RegisterBuilder(var node) -> new Transaction.RegisterBuilder(node);
            case Instruction.RevokeOwnKey ignored -> new Transaction.RevokeOwnKey();
            case Instruction.PublishRecipe(var recipe) -> new Transaction.PublishRecipe(recipe(recipe));
            case Instruction.SupersedeRecipe(var previous, var recipe) ->
                new Transaction.SupersedeRecipe(previous, recipe(recipe));
            case Instruction.RequestBuild(var purl) -> new Transaction.Request(purl);
        };
    }

    static Instruction.Recipe recipe(Recipe recipe) {
        Source source = recipe.source();
        return new Instruction.Recipe(
                recipe.purl(),
                recipe.digest(),
                new Instruction.Source(
                        Instruction.Source.Kind.valueOf(source.kind().name()), source.url(), source.checksumText()),
                recipe.highValue(),
                recipe.authors());
    }

    private static Recipe recipe(Instruction.Recipe recipe) throws Malformed {
        Instruction.Source source = recipe.source();
        String prefix = source.kind() == Instruction.Source.Kind.GIT ? "git:" : "sha256:";
        if (!source.checksum().startsWith(prefix)) {
            throw new Malformed("the checksum of a source of kind " + source.kind() + " starts with " + prefix);
        }
        String hex = source.checksum().substring(prefix.length());
        Bytes checksum = Hex.decode(hex, hex.length() == 40 ? 20 : Digest.Algorithm.SHA256.bytes());
        return new Recipe(
                recipe.purl(),
                recipe.digest(),
                new Source(Source.Kind.valueOf(source.kind().name()), source.url(), checksum),
                recipe.highValue(),
                recipe.authors().stream().sorted().distinct().toList());
    }

    private static io.pyrsia.ledger.transaction.Action action(Action action) {
        return switch (action) {
            case Action.AddAuthority(var node) -> new io.pyrsia.ledger.transaction.Action.AddAuthority(node);
            case Action.RemoveAuthority(var node) -> new io.pyrsia.ledger.transaction.Action.RemoveAuthority(node);
            case Action.RotateAuthority(var node, var replacement) ->
                new io.pyrsia.ledger.transaction.Action.RotateAuthority(node, replacement);
            case Action.AddRegistry(var node) -> new io.pyrsia.ledger.transaction.Action.AddRegistry(node);
            case Action.RemoveRegistry(var node) -> new io.pyrsia.ledger.transaction.Action.RemoveRegistry(node);
            case Action.Certify(var node) -> new io.pyrsia.ledger.transaction.Action.Certify(node);
            case Action.Suspend(var node, var incident) ->
                new io.pyrsia.ledger.transaction.Action.Suspend(node, incident);
            case Action.RemoveBuilder(var node, var reason) ->
                new io.pyrsia.ledger.transaction.Action.RemoveBuilder(node, reason);
            case Action.RevokeKey(var node, var reason) ->
                new io.pyrsia.ledger.transaction.Action.RevokeKey(node, reason);
            case Action.RemoveArtifact(var purl, var reason) ->
                new io.pyrsia.ledger.transaction.Action.RemoveArtifact(purl, reason);
        };
    }

    static Action action(io.pyrsia.ledger.transaction.Action action) {
        return switch (action) {
            case io.pyrsia.ledger.transaction.Action.AddAuthority(var node) -> new Action.AddAuthority(node);
            case io.pyrsia.ledger.transaction.Action.RemoveAuthority(var node) -> new Action.RemoveAuthority(node);
            case io.pyrsia.ledger.transaction.Action.RotateAuthority(var node, var replacement) ->
                new Action.RotateAuthority(node, replacement);
            case io.pyrsia.ledger.transaction.Action.AddRegistry(var node) -> new Action.AddRegistry(node);
            case io.pyrsia.ledger.transaction.Action.RemoveRegistry(var node) -> new Action.RemoveRegistry(node);
            case io.pyrsia.ledger.transaction.Action.Certify(var node) -> new Action.Certify(node);
            case io.pyrsia.ledger.transaction.Action.Suspend(var node, var incident) ->
                new Action.Suspend(node, incident);
            case io.pyrsia.ledger.transaction.Action.RemoveBuilder(var node, var reason) ->
                new Action.RemoveBuilder(node, reason);
            case io.pyrsia.ledger.transaction.Action.RevokeKey(var node, var reason) ->
                new Action.RevokeKey(node, reason);
            case io.pyrsia.ledger.transaction.Action.RemoveArtifact(var purl, var reason) ->
                new Action.RemoveArtifact(purl, reason);
        };
    }
}
