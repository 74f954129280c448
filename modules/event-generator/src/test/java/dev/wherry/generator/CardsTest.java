package dev.wherry.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardsTest {
    private static final int EVENTS = 4000;

    @TempDir
    Path inbox;

    private final VirtualTime time = new VirtualTime();

    private List<CardEvent> events(long seed) throws Exception {
        List<CardEvent> events = new ArrayList<>();
        try (CardEvents source = new CardEvents(time, new SplittableRandom(seed), IdCounter.in(inbox))) {
            for (int i = 0; i < EVENTS; i++) {
                events.add((CardEvent) source.next());
                time.sleep(source.naturalDelay(), new CountDownLatch(1));
            }
        }
        return events;
    }

    private static void assertShare(double expected, long count, long total) {
        double share = (double) count / total;
        assertTrue(Math.abs(share - expected) < 0.03, share + " instead of " + expected);
    }

    @Test
    void fortyPercentAreNewFivePercentNewWithoutUserAndTheRestModifications() throws Exception {
        List<CardEvent> events = events(1);

        Set<Long> known = new HashSet<>();
        int made = 0;
        int madeWithoutUser = 0;
        for (CardEvent event : events) {
            if (known.add(event.key())) {
                made += event.isValid() ? 1 : 0;
                madeWithoutUser += event.isValid() ? 0 : 1;
            }
        }
        assertShare(0.40, made, EVENTS);
        assertShare(0.05, madeWithoutUser, EVENTS);
    }

    @Test
    void halfOfTheModificationsChangeNothingButTheTimeAndNoneChangesTheRest() throws Exception {
        List<CardEvent> events = events(2);

        Map<Long, Card> latest = new HashMap<>();
        int modifications = 0;
        int idle = 0;
        for (CardEvent event : events) {
            Card card = event.card();
            Card before = latest.put(card.id(), card);
            if (before != null) {
                modifications++;
                idle += before.active() == card.active() ? 1 : 0;
                assertEquals(before.modified(card.updatedAt(), card.active()), card);
                assertFalse(card.updatedAt().isBefore(before.updatedAt()));
            }
        }
        assertShare(0.5, idle, modifications);
    }

    @Test
    void anIdIsTheNumberOfTheEventThatMakesTheCard() throws Exception {
        List<CardEvent> events = events(3);

        Set<Long> known = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            long id = events.get(i).key();
            assertTrue(known.contains(id) || id == i);
            known.add(id);
        }
        assertEquals(Integer.toString(EVENTS), Files.readString(inbox.resolve("__id_counter")));
    }

    @Test
    void userIdsReachFromZeroToOneThousand() throws Exception {
        List<CardEvent> events = events(4);

        List<Integer> userIds = events.stream()
                .filter(CardEvent::isValid)
                .map(event -> event.card().userId())
                .distinct()
                .sorted()
                .toList();
        assertTrue(userIds.get(0) < 10);
        assertTrue(userIds.get(userIds.size() - 1) > 990);
        assertTrue(userIds.get(userIds.size() - 1) <= 1000);
    }

    @Test
    void fiveToNineEventsComeEveryOneToTwoSeconds() throws Exception {
        List<CardEvent> events = events(5);

        List<Integer> bursts = new ArrayList<>();
        Instant last = Instant.MIN;
        for (CardEvent event : events) {
            if (event.at().isAfter(last.plusMillis(900))) {
                bursts.add(0);
            }
            bursts.set(bursts.size() - 1, bursts.get(bursts.size() - 1) + 1);
            last = event.at();
        }
        bursts.remove(bursts.size() - 1);
        assertEquals(Set.of(5, 6, 7, 8, 9), Set.copyOf(bursts));
        assertTrue(time.sleeps.stream()
                .filter(sleep -> !sleep.isZero())
                .allMatch(sleep -> sleep.toMillis() >= 1000 && sleep.toMillis() <= 2000));
    }

    @Test
    void aCardFileHasTheServicesShape() throws Exception {
        VirtualRun.run(GeneratorConfig.cards(inbox).seed(6).count(200));

        List<WrittenFile> files = WrittenFile.in(inbox);
        assertEquals(200, files.size());
        for (WrittenFile file : files) {
            JsonNode card = file.json();
            assertEquals(card.at("/metadata/event_id").asText() + ".json", file.name());
            assertEquals("card", file.at("/metadata/type"));
            assertTrue(card.at("/payload/active").isBoolean());
            assertTrue(file.isWhole());
        }
    }

    @Test
    void aRestartGoesOnCounting() throws Exception {
        VirtualRun.run(GeneratorConfig.cards(inbox).seed(7).count(30));
        TruthTable second = VirtualRun.run(GeneratorConfig.cards(inbox).seed(8).count(30));

        assertEquals("60", Files.readString(inbox.resolve("__id_counter")));
        assertTrue(second.rows().firstKey() >= 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a number"})
    void aCounterThatIsNoNumberStartsOver(String content) throws Exception {
        Files.writeString(inbox.resolve("__id_counter"), content);

        VirtualRun.run(GeneratorConfig.cards(inbox).seed(9).count(3));

        assertEquals("3", Files.readString(inbox.resolve("__id_counter")));
    }

    @Test
    void theRateAndTheDurationAreKept() throws Exception {
        TruthTable truth =
                VirtualRun.run(GeneratorConfig.cards(inbox).seed(10).rate(50).duration(Duration.ofSeconds(10)), time);

        assertEquals(500.0, (double) truth.counts().events(), 10);
    }
}
