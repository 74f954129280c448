package dev.wherry.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    private final VirtualClock clock = new VirtualClock();

    private List<CardEvent> events(long seed) throws Exception {
        List<CardEvent> events = new ArrayList<>();
        try (CardEvents source = new CardEvents(clock, new SplittableRandom(seed), IdCounter.in(inbox))) {
            for (int i = 0; i < EVENTS; i++) {
                events.add((CardEvent) source.next());
                clock.sleep(source.naturalDelay(), new CountDownLatch(1));
            }
        }
        return events;
    }

    private static void assertShare(double expected, long count, long total) {
        double share = (double) count / total;
        assertThat(Math.abs(share - expected) < 0.03)
                .as(share + " instead of " + expected)
                .isTrue();
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
                assertThat(card).isEqualTo(before.modified(card.updatedAt(), card.active()));
                assertThat(card.updatedAt().isBefore(before.updatedAt())).isFalse();
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
            assertThat(known.contains(id) || id == i).isTrue();
            known.add(id);
        }
        assertThat(Files.readString(inbox.resolve("__id_counter"))).isEqualTo(Integer.toString(EVENTS));
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
        assertThat(userIds.get(0) < 10).isTrue();
        assertThat(userIds.get(userIds.size() - 1) > 990).isTrue();
        assertThat(userIds.get(userIds.size() - 1) <= 1000).isTrue();
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
        assertThat(Set.copyOf(bursts)).isEqualTo(Set.of(5, 6, 7, 8, 9));
        assertThat(clock.sleeps.stream()
                        .filter(sleep -> !sleep.isZero())
                        .allMatch(sleep -> sleep.toMillis() >= 1000 && sleep.toMillis() <= 2000))
                .isTrue();
    }

    @Test
    void aCardFileHasTheServicesShape() throws Exception {
        VirtualRun.run(GeneratorConfig.cards(inbox).seed(6).count(200));

        List<WrittenFile> files = WrittenFile.in(inbox);
        assertThat(files.size()).isEqualTo(200);
        for (WrittenFile file : files) {
            JsonNode card = file.json();
            assertThat(file.name()).isEqualTo(card.at("/metadata/event_id").asText() + ".json");
            assertThat(file.at("/metadata/type")).isEqualTo("card");
            assertThat(card.at("/payload/active").isBoolean()).isTrue();
            assertThat(file.isWhole()).isTrue();
        }
    }

    @Test
    void aRestartGoesOnCounting() throws Exception {
        VirtualRun.run(GeneratorConfig.cards(inbox).seed(7).count(30));
        TruthTable second = VirtualRun.run(GeneratorConfig.cards(inbox).seed(8).count(30));

        assertThat(Files.readString(inbox.resolve("__id_counter"))).isEqualTo("60");
        assertThat(second.rows().firstKey() >= 30).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a number"})
    void aCounterThatIsNoNumberStartsOver(String content) throws Exception {
        Files.writeString(inbox.resolve("__id_counter"), content);

        VirtualRun.run(GeneratorConfig.cards(inbox).seed(9).count(3));

        assertThat(Files.readString(inbox.resolve("__id_counter"))).isEqualTo("3");
    }

    @Test
    void theRateAndTheDurationAreKept() throws Exception {
        TruthTable truth =
                VirtualRun.run(GeneratorConfig.cards(inbox).seed(10).rate(50).duration(Duration.ofSeconds(10)), clock);

        assertThat((double) truth.counts().events()).isCloseTo(500.0, within(10.0));
    }
}
