package dev.wherry.it;

import dev.wherry.generator.EventService;
import dev.wherry.generator.Faults;
import dev.wherry.generator.GeneratorConfig;
import dev.wherry.generator.TruthTable;
import java.io.IOException;
import java.nio.file.Path;

/** What the challenge's two services wrote, all of it before the pipeline starts. */
record ChallengeEvents(TruthTable users, TruthTable cards) {
    private static final double AS_FAST_AS_CAN_BE = 1e9;

    /** The same seed makes the same events, but for their times. */
    static ChallengeEvents write(Path inbox, long seed, int cardEvents, Faults faults)
            throws IOException, InterruptedException {
        return new ChallengeEvents(
                write(GeneratorConfig.users(inbox.resolve("users")).seed(seed)),
                // several events a second of one card, so that there are ties to decide
                write(GeneratorConfig.cards(inbox.resolve("cards"))
                        .seed(seed)
                        .rate(AS_FAST_AS_CAN_BE)
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
