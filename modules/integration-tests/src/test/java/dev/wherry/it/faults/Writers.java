package dev.wherry.it.faults;

import dev.wherry.generator.EventService;
import dev.wherry.generator.Faults;
import dev.wherry.generator.GeneratorOptions;
import dev.wherry.generator.Kind;
import dev.wherry.generator.TruthTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The services that write events while things break, and know what must be in the warehouse. */
final class Writers implements AutoCloseable {
    /** Well below the quiet period, after which a file is taken as it stands. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private static final Faults FAULTS = new Faults(0.02, 0.02, 0.01, 0.02, PAUSE, 10);
    /** Of the users, one event for so many of cards. */
    private static final int USERS_SHARE = 10;

    private final EventService users;
    private final EventService cards;
    private final Probes probes;

    Writers(Path inbox, long seed, double rate) {
        users = EventService.start(GeneratorOptions.users(inbox.resolve("users"))
                .seed(seed)
                .rate(rate / USERS_SHARE)
                .count(Long.MAX_VALUE)
                .faults(FAULTS)
                .remember()
                .build());
        cards = EventService.start(GeneratorOptions.cards(inbox.resolve("cards"))
                .seed(seed)
                .rate(rate)
                .faults(FAULTS)
                .remember()
                .build());
        probes = new Probes(inbox.resolve("cards"));
    }

    Probes probes() {
        return probes;
    }

    void pause() throws IOException, InterruptedException {
        users.pause();
        cards.pause();
    }

    void resume() {
        users.resume();
        cards.resume();
    }

    long written() {
        return users.written() + cards.written() + probes.written();
    }

    /** What the tables must hold, while paused. */
    List<TruthTable> truth() {
        return List.of(users.truth(), probes.addTo(cards.truth()));
    }

    static String feed(TruthTable truth) {
        return truth.kind() == Kind.USERS ? "users" : "cards";
    }

    @Override
    public void close() throws IOException {
        users.close();
        cards.close();
    }
}
