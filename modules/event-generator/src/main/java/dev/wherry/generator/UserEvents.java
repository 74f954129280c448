package dev.wherry.generator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The users, ids 0 to 999, as fast as they can be written. After the last one it begins again at 0, as the service does
 * when it is restarted: the same ids in new events, with other names and scores.
 */
final class UserEvents implements EventSource {
    static final int USERS = 1000;

    private final Time time;
    private final RandomGenerator random;
    private final FakePeople people;
    private int next;

    UserEvents(Time time, RandomGenerator random) {
        this.time = time;
        this.random = random;
        this.people = new FakePeople(random);
    }

    @Override
    public Event next() {
        int id = next;
        next = (next + 1) % USERS;
        return new UserEvent(
                RandomIds.uuid(random),
                time.now(),
                id,
                people.name(),
                people.address(),
                people.job(),
                random.nextDouble());
    }

    @Override
    public Duration rest() {
        return Duration.ZERO;
    }

    @Override
    public void close() {}
}
