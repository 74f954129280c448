package dev.wherry.generator;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Generates new and modified cards in bursts of 5 to 9 events. The id of a card is the number of the event that creates it,
 * so ids are sparse.
 */
final class CardEvents implements EventSource {
    /** Of 100 events, 40 create a card, 5 create a card without a user, and the rest modify a card. */
    private static final int NEW_PERCENT = 40;

    private static final int NEW_WITHOUT_USER_PERCENT = 5;
    /** One more than the number of users: no user has the last id, 1000. */
    private static final int USER_IDS = UserEvents.USERS + 1;

    private final GeneratorClock clock;
    private final RandomGenerator random;
    private final FakePeople people;
    private final IdCounter counter;
    private final List<Card> cards = new ArrayList<>();
    private int remainingInBurst;

    CardEvents(GeneratorClock clock, RandomGenerator random, IdCounter counter) {
        this.clock = clock;
        this.random = random;
        this.people = new FakePeople(random);
        this.counter = counter;
        this.remainingInBurst = randomBurstSize();
    }

    @Override
    public Event next() {
        int percent = random.nextInt(100);
        boolean isNew = cards.isEmpty() || percent < NEW_PERCENT + NEW_WITHOUT_USER_PERCENT;
        long number = counter.next();
        Card card = isNew ? create(number, percent >= NEW_PERCENT) : modify();
        // Reads the clock again, so an event can be a second younger than the change that it reports.
        return new CardEvent(RandomIds.uuid(random), clock.now(), card);
    }

    private Card create(long id, boolean withoutUser) {
        Instant now = clock.now();
        int userId = random.nextInt(USER_IDS);
        Card card = new Card(id, withoutUser ? null : userId, people.name(), now, now, random.nextBoolean());
        cards.add(card);
        return card;
    }

    private Card modify() {
        int index = random.nextInt(cards.size());
        Card card = cards.get(index).modified(clock.now(), random.nextBoolean());
        cards.set(index, card);
        return card;
    }

    @Override
    public Duration naturalDelay() throws IOException {
        remainingInBurst--;
        if (remainingInBurst > 0) {
            return Duration.ZERO;
        }
        remainingInBurst = randomBurstSize();
        counter.save();
        return Duration.ofMillis(random.nextInt(1000, 2001));
    }

    private int randomBurstSize() {
        return random.nextInt(5, 10);
    }

    @Override
    public void close() throws IOException {
        counter.save();
    }
}
