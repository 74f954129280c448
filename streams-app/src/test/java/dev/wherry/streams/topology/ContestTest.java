package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private byte[] held;

    @Test
    void aCandidateThatWinsAloneIsStoredAsItCame() {
        byte[] candidate = CandidateFormat.encode(candidate("a", 1, "x"));

        ContestResult kept = latest.enter(null, candidate);

        assertArrayEquals(candidate, kept.held().orElseThrow());
    }

    @Test
    void aGreaterVersionForgetsTheTies() {
        enter(candidate("a", 1, "x"));
        enter(candidate("b", 2, "x"));

        enter(new Candidate(new byte[] {2}, id("c"), "things", origin(0), new byte[0]));

        assertEquals(List.of("c"), ids());
    }

    @Test
    void anEqualCopyChangesNothing() {
        enter(candidate("a", 5, "x"));

        ContestResult kept = latest.enter(held, CandidateFormat.encode(candidate("a", 5, "x")));

        assertEquals(Outcome.DUPLICATE, kept.outcome());
        assertTrue(kept.held().isEmpty() && kept.winner().isEmpty());
    }

    @Test
    void anOlderCopyOfTheWinnerThatStillWinsBringsItsOwnLineage() {
        enter(candidate("a", 5, "x"));

        ContestResult kept = enter(candidate("a", 4, "x"));

        assertEquals(Outcome.DUPLICATE, kept.outcome());
        assertEquals(OptionalLong.of(4), kept.winner().orElseThrow().origin().modified());
    }

    @Test
    void onlyTheEightThatAreClosestToWinningAreHeld() {
        for (int i = 1; i <= 12; i++) {
            enter(candidate("id" + i, i, "x"));
        }

        ContestResult kept = enter(candidate("id0", 0, "x"));

        assertEquals(Outcome.SUPERSEDED, kept.outcome());
        assertEquals(List.of("id12", "id11", "id10", "id9", "id8", "id7", "id6", "id5"), ids());
    }

    @Test
    void largeEventsAreForgottenEarlierButNeverTheWinner() {
        String large = "x".repeat(TieLimits.MAX_BYTES);

        enter(candidate("a", 1, large));
        enter(candidate("b", 2, large));

        assertEquals(List.of("b"), ids());
    }

    @Test
    void theFirstOfATieIsTheOneOfTheSmallestOrigin() {
        Contest first = new Contest(Keep.FIRST);
        byte[] later = CandidateFormat.encode(candidate("a", 7, "x"));

        ContestResult kept = first.enter(later, CandidateFormat.encode(candidate("b", 6, "x")));

        assertEquals(Outcome.ACCEPTED, kept.outcome());
        assertEquals("b", new String(kept.winner().orElseThrow().id(), UTF_8));
    }

    @Test
    void whatIsHeldIsTheSameInAnyOrder() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            Contest contest = new Contest(random.nextBoolean() ? Keep.LATEST : Keep.FIRST);
            List<byte[]> candidates = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String id = "id" + random.nextInt(TieLimits.MAX_EVENTS);
                Candidate candidate = new Candidate(
                        new byte[] {(byte) random.nextInt(2)}, id(id), "things", origin(random.nextInt(4)), new byte[] {
                            (byte) random.nextInt(2)
                        });
                candidates.add(CandidateFormat.encode(candidate));
            }

            byte[] inOneOrder = heldAfter(contest, candidates);
            Collections.shuffle(candidates, random);

            assertArrayEquals(inOneOrder, heldAfter(contest, candidates), "round " + round);
        }
    }

    private static byte[] heldAfter(Contest contest, List<byte[]> candidates) {
        byte[] held = null;
        for (byte[] candidate : candidates) {
            held = contest.enter(held, candidate).held().orElse(held);
        }
        return held;
    }

    private ContestResult enter(Candidate candidate) {
        ContestResult kept = latest.enter(held, CandidateFormat.encode(candidate));
        kept.held().ifPresent(bytes -> held = bytes);
        return kept;
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        CandidateFormat.decode(held).forEach(candidate -> ids.add(new String(candidate.id(), UTF_8)));
        return ids;
    }

    private static Candidate candidate(String id, long modified, String event) {
        return new Candidate(new byte[] {1}, id(id), "things", origin(modified), event.getBytes(UTF_8));
    }

    private static Origin origin(long modified) {
        return new Origin("things/a.json", 0, OptionalLong.of(modified));
    }

    private static byte[] id(String id) {
        return id.getBytes(UTF_8);
    }
}
