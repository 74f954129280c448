package dev.wherry.it;

import dev.wherry.generator.EventService;
import dev.wherry.generator.FaultConfig;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.generator.TruthTable;
import java.io.IOException;
import java.nio.file.Path;

/** The events of the challenge's two services, all of them written before the pipeline starts. */
record ChallengeEvents(TruthTable users, TruthTable cards) {
    private static final double UNLIMITED_RATE = 1e9;

    /** Writes the files. The same seed yields the same events, except for their times. */
    static ChallengeEvents write(Path inbox, long seed, int cardEvents, FaultConfig faults)
            throws IOException, InterruptedException {
        return new ChallengeEvents(
                write(GeneratorConfig.users(inbox.resolve("users")).seed(seed)),
                // several events of one card within a second, so that there are ties
                write(GeneratorConfig.cards(inbox.resolve("cards"))
                        .seed(seed)
                        .rate(UNLIMITED_RATE)
                        .count(cardEvents)
                        .faults(faults)));
    }

    private static TruthTable write(GeneratorConfig.Builder options) throws IOException, InterruptedException {
        try (EventService service = EventService.start(options.remember().build())) {
            service.await();
            return service.truth();
        }
    }

    long events() {
        return users.counts().events() + cards.counts().events();
    }
}
