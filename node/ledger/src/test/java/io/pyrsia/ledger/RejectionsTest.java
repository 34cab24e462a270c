package io.pyrsia.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.ledger.state.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every reason has a transaction that is rejected for it and changes nothing; a reason without one does not compile.
class RejectionsTest {

    @ParameterizedTest
    @EnumSource(Reason.class)
    void isRejectedForItsReasonAndChangesNothing(Reason reason) {
        Scenario scenario = scenario(reason);
        World world = scenario.world();
        State before = world.state();
        Applied with = Ledger.apply(before, world.block(1_000, scenario.withRejected()));
        Applied without = Ledger.apply(before, world.block(1_000, scenario.withoutRejected()));

        assertEquals(new Outcome.Rejected(reason), with.outcomes().getLast());
        assertEquals(without.state().root(), with.state().root());
        assertEquals(without.entries(), with.entries());
    }

    private static Scenario scenario(Reason reason) {
        return switch (reason) {
            case MALFORMED, BAD_SIGNATURE, BAD_PROOF -> AuthorScenarios.unsound(reason);
            case UNKNOWN_AUTHOR -> AuthorScenarios.unknownAuthor();
            case KEY_REVOKED -> AuthorScenarios.keyRevoked();
            case REPLAYED -> AuthorScenarios.replayed();
            case TOO_OLD -> AuthorScenarios.tooOld();
            case TOO_FAR_AHEAD -> AuthorScenarios.tooFarAhead();
            case NOT_AN_AUTHORITY -> GovernanceScenarios.notAnAuthority();
            case PROPOSAL_EXISTS -> GovernanceScenarios.proposalExists();
            case UNKNOWN_PROPOSAL -> GovernanceScenarios.unknownProposal();
            case ALREADY_ENDORSED -> GovernanceScenarios.alreadyEndorsed();
            case TOO_MANY_PROPOSALS -> GovernanceScenarios.tooManyProposals();
            case TOO_MANY_OWN_PROPOSALS -> GovernanceScenarios.tooManyOwnProposals();
            case EPOCH_SEALED -> GovernanceScenarios.epochSealed();
            case ALREADY_AUTHORITY -> GovernanceScenarios.alreadyAuthority();
            case NO_SUCH_AUTHORITY -> GovernanceScenarios.noSuchAuthority();
            case LAST_AUTHORITY -> GovernanceScenarios.lastAuthority();
            case TOO_FEW_AUTHORITIES -> GovernanceScenarios.tooFewAuthorities();
            case TOO_MANY_AUTHORITIES -> GovernanceScenarios.tooManyAuthorities();
            case TARGET_REVOKED -> GovernanceScenarios.targetRevoked();
            case TOO_MANY_MEMBERS -> GovernanceScenarios.tooManyMembers();
            case ALREADY_REGISTRY -> GovernanceScenarios.alreadyRegistry();
            case NO_SUCH_REGISTRY -> GovernanceScenarios.noSuchRegistry();
            case TOO_MANY_REGISTRIES -> GovernanceScenarios.tooManyRegistries();
            case ALREADY_BUILDER -> GovernanceScenarios.alreadyBuilder();
            case NO_SUCH_BUILDER -> GovernanceScenarios.noSuchBuilder();
            case BUILDER_SUSPENDED -> GovernanceScenarios.builderSuspended();
            case TOO_MANY_BUILDERS -> GovernanceScenarios.tooManyBuilders();
            case TOO_MANY_SPONSORED -> GovernanceScenarios.tooManySponsored();
            case NO_SUCH_MEMBER -> GovernanceScenarios.noSuchMember();
            case NOT_A_PUBLISHER -> RecipeScenarios.notAPublisher();
            case RECIPE_EXISTS -> RecipeScenarios.recipeExists();
            case NO_SUCH_RECIPE -> RecipeScenarios.noSuchRecipe();
            case RECIPE_MOVED_ON -> RecipeScenarios.recipeMovedOn();
            case SAME_RECIPE -> RecipeScenarios.sameRecipe();
            case TOO_MANY_RECIPES -> RecipeScenarios.tooManyRecipes();
            case ALREADY_REQUESTED -> BuildScenarios.alreadyRequested();
            case ALREADY_VERIFIED -> BuildScenarios.alreadyVerified();
            case ARTIFACT_REMOVED -> ArtifactScenarios.artifactRemoved();
            case TOO_MANY_ATTEMPTS -> BuildScenarios.tooManyAttempts();
            case NO_BUILDERS -> BuildScenarios.noBuilders();
            case TOO_MANY_REQUESTS -> BuildScenarios.tooManyRequests();
            case TOO_MANY_OWN_REQUESTS -> BuildScenarios.tooManyOwnRequests();
            case TOO_MANY_ARTIFACTS -> ArtifactScenarios.tooManyArtifacts();
            case UNKNOWN_REQUEST -> BuildScenarios.unknownRequest();
            case WRONG_PHASE -> BuildScenarios.wrongPhase();
            case WRONG_ROUND -> BuildScenarios.wrongRound();
            case WRONG_SEED -> BuildScenarios.wrongSeed();
            case NOT_YOUR_TURN -> BuildScenarios.notYourTurn();
            case ALREADY_DREW -> BuildScenarios.alreadyDrew();
            case NOT_SEATED -> BuildScenarios.notSeated();
            case NOT_AN_ACTIVE_BUILDER -> BuildScenarios.notAnActiveBuilder();
            case NOT_ASKED -> BuildScenarios.notAsked();
            case ALREADY_COMMITTED -> BuildScenarios.alreadyCommitted();
            case ALREADY_REVEALED -> BuildScenarios.alreadyRevealed();
            case REVEAL_DIFFERS -> BuildScenarios.revealDiffers();
            case NOT_A_REGISTRY -> ArtifactScenarios.notARegistry();
            case FROM_THE_FUTURE -> ArtifactScenarios.fromTheFuture();
            case NAME_IS_FIXED -> ArtifactScenarios.nameIsFixed();
            case ALREADY_KNOWN -> ArtifactScenarios.alreadyKnown();
            case ALREADY_DISPUTED -> ArtifactScenarios.alreadyDisputed();
            case VERDICT_EXISTS -> ArtifactScenarios.verdictExists();
            case NO_SUCH_ARTIFACT -> ArtifactScenarios.noSuchArtifact();
            case TOO_MANY_FILES -> ArtifactScenarios.tooManyFiles();
            case NOTHING_DUE -> BuildScenarios.nothingDue();
        };
    }
}
