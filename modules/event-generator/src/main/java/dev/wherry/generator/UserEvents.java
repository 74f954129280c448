package dev.wherry.generator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Generates the users with the ids 0 to 999 without delay. After the last one, ids start over at 0 in new events with other
 * names and scores, as after a restart of the service.
 */
final class UserEvents implements EventSource {
    static final int USERS = 1000;

    private final GeneratorClock clock;
    private final RandomGenerator random;
    private final FakePeople people;
    private int nextId;

    UserEvents(GeneratorClock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.people = new FakePeople(random);
    }

    @Override
    public Event next() {
        int id = nextId;
        nextId = (nextId + 1) % USERS;
        return new UserEvent(
                RandomIds.uuid(random),
                clock.now(),
                id,
                people.name(),
                people.address(),
                people.job(),
                random.nextDouble());
    }

    @Override
    public Duration naturalDelay() {
        return Duration.ZERO;
    }

    @Override
    public void close() {}
}
