package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.contracts.Keep;
import dev.wherry.wire.Origin;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.TieLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContestTest {
    private final Contest latest = new Contest(Keep.LATEST);
    private byte[] stored;

    @Test
    void storesACandidateWithoutTiesAsItArrived() {
        byte[] candidate = CandidateFormat.encode(candidate("a", 1, "x"));

        ContestResult result = latest.decide(null, candidate);

        assertThat(result.toStore().orElseThrow()).isEqualTo(candidate);
    }

    @Test
    void aGreaterVersionReplacesAllTies() {
        enter(candidate("a", 1, "x"));
        enter(candidate("b", 2, "x"));

        enter(new Candidate(new byte[] {2}, id("c"), "things", origin(0), new byte[0], false));

        assertThat(ids()).isEqualTo(List.of("c"));
    }

    @Test
    void aCopyOfTheSameOriginChangesNothing() {
        enter(candidate("a", 5, "x"));

        ContestResult result = latest.decide(stored, CandidateFormat.encode(candidate("a", 5, "x")));

        assertThat(result.outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(result.toStore().isEmpty() && result.newWinner().isEmpty()).isTrue();
    }

    @Test
    void anOlderCopyThatStillWinsUpdatesTheOrigin() {
        enter(candidate("a", 5, "x"));

        ContestResult result = enter(candidate("a", 4, "x"));

        assertThat(result.outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(result.newWinner().orElseThrow().origin().modified()).isEqualTo(OptionalLong.of(4));
    }

    @Test
    void storesOnlyTheEightCandidatesClosestToWinning() {
        for (int i = 1; i <= 12; i++) {
            enter(candidate("id" + i, i, "x"));
        }

        ContestResult result = enter(candidate("id0", 0, "x"));

        assertThat(result.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(ids()).isEqualTo(List.of("id12", "id11", "id10", "id9", "id8", "id7", "id6", "id5"));
    }

    @Test
    void dropsLargeTiesEarlierButNeverTheWinner() {
        String large = "x".repeat(TieLimits.MAX_BYTES);

        enter(candidate("a", 1, large));
        enter(candidate("b", 2, large));

        assertThat(ids()).isEqualTo(List.of("b"));
    }

    @Test
    void theSmallestOriginWinsATieIfTheFirstEventIsKept() {
        Contest first = new Contest(Keep.FIRST);
        byte[] later = CandidateFormat.encode(candidate("a", 7, "x"));

        ContestResult result = first.decide(later, CandidateFormat.encode(candidate("b", 6, "x")));

        assertThat(result.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(new String(result.newWinner().orElseThrow().id(), UTF_8)).isEqualTo("b");
    }

    @Test
    void storedTiesDoNotDependOnTheOrderOfArrival() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            Contest contest = new Contest(random.nextBoolean() ? Keep.LATEST : Keep.FIRST);
            List<byte[]> candidates = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String id = "id" + random.nextInt(TieLimits.MAX_EVENTS);
                byte content = (byte) random.nextInt(2);
                Candidate candidate = new Candidate(
                        new byte[] {(byte) random.nextInt(2)},
                        id(id),
                        "things",
                        origin(random.nextInt(4)),
                        new byte[] {content},
                        content == 1);
                candidates.add(CandidateFormat.encode(candidate));
            }

            byte[] inOneOrder = storedAfter(contest, candidates);
            Collections.shuffle(candidates, random);

            assertThat(storedAfter(contest, candidates)).as("round " + round).isEqualTo(inOneOrder);
        }
    }

    private static byte[] storedAfter(Contest contest, List<byte[]> candidates) {
        byte[] stored = null;
        for (byte[] candidate : candidates) {
            stored = contest.decide(stored, candidate).toStore().orElse(stored);
        }
        return stored;
    }

    private ContestResult enter(Candidate candidate) {
        ContestResult result = latest.decide(stored, CandidateFormat.encode(candidate));
        result.toStore().ifPresent(bytes -> stored = bytes);
        return result;
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        CandidateFormat.decode(stored).forEach(candidate -> ids.add(new String(candidate.id(), UTF_8)));
        return ids;
    }

    private static Candidate candidate(String id, long modified, String event) {
        return new Candidate(new byte[] {1}, id(id), "things", origin(modified), event.getBytes(UTF_8), false);
    }

    private static Origin origin(long modified) {
        return new Origin("things/a.json", 0, OptionalLong.of(modified), OptionalLong.empty());
    }

    private static byte[] id(String id) {
        return id.getBytes(UTF_8);
    }
}
