package dev.wherry.generator;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * New and modified cards, in bursts of 5 to 9 events. A card's id is the number of the event that makes it, so ids are
 * sparse.
 */
final class CardEvents implements EventSource {
    /** Of 100 events, 40 are of new cards, 5 of new cards without a user, and the rest modify one. */
    private static final int NEW_PERCENT = 40;

    private static final int NEW_WITHOUT_USER_PERCENT = 5;
    /** One more than there are users: the last id, 1000, is nobody's. */
    private static final int USER_IDS = UserEvents.USERS + 1;

    private final Time time;
    private final RandomGenerator random;
    private final FakePeople people;
    private final IdCounter counter;
    private final List<Card> cards = new ArrayList<>();
    private int leftInBurst;

    CardEvents(Time time, RandomGenerator random, IdCounter counter) {
        this.time = time;
        this.random = random;
        this.people = new FakePeople(random);
        this.counter = counter;
        this.leftInBurst = burst();
    }

    @Override
    public Event next() {
        int percent = random.nextInt(100);
        boolean isNew = cards.isEmpty() || percent < NEW_PERCENT + NEW_WITHOUT_USER_PERCENT;
        long number = counter.next();
        Card card = isNew ? made(number, percent >= NEW_PERCENT) : modified();
        // The clock is read again, so an event can be a second younger than the change that it tells of.
        return new CardEvent(RandomIds.uuid(random), time.now(), card);
    }

    private Card made(long id, boolean withoutUser) {
        Instant now = time.now();
        int userId = random.nextInt(USER_IDS);
        Card card = new Card(id, withoutUser ? null : userId, people.name(), now, now, random.nextBoolean());
        cards.add(card);
        return card;
    }

    private Card modified() {
        int index = random.nextInt(cards.size());
        Card card = cards.get(index).modified(time.now(), random.nextBoolean());
        cards.set(index, card);
        return card;
    }

    @Override
    public Duration rest() throws IOException {
        leftInBurst--;
        if (leftInBurst > 0) {
            return Duration.ZERO;
        }
        leftInBurst = burst();
        counter.save();
        return Duration.ofMillis(random.nextInt(1000, 2001));
    }

    private int burst() {
        return random.nextInt(5, 10);
    }

    @Override
    public void close() throws IOException {
        counter.save();
    }
}
