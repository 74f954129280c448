package dev.wherry.bench.sink;

import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.RawTopicWriter;
import dev.wherry.bench.data.UserEvents;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ForkedJvm;
import dev.wherry.bench.process.StreamsMain;
import dev.wherry.bench.process.TopicArrivals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Fills the state topics by running the streams app. A generation is one new state of every card and every user. */
final class StateGenerator implements AutoCloseable {
    private static final String HEAP = "512m";

    private final Broker broker;
    private final ForkedJvm app;
    private final RawTopicWriter raw;
    private final int cardCount;
    private final int userCount;
    private final CardEvents cards;
    private final UserEvents users;
    private int generations;

    private StateGenerator(Broker broker, ForkedJvm app, int cardCount, int userCount) {
        this.broker = broker;
        this.app = app;
        this.raw = new RawTopicWriter(broker.bootstrapServers());
        this.cardCount = cardCount;
        this.userCount = userCount;
        this.cards = new CardEvents(cardCount);
        this.users = new UserEvents(userCount);
    }

    static StateGenerator start(BenchmarkConfig config, Path directory, Broker broker, int cards, int users)
            throws IOException {
        ForkedJvm app = ForkedJvm.start(
                "streams app",
                StreamsMain.class,
                directory,
                HEAP,
                broker.bootstrapServers(),
                config.contracts().toString(),
                Files.createDirectories(directory.resolve("state")).toString(),
                "bench-states");
        return new StateGenerator(broker, app, cards, users);
    }

    int cards() {
        return cardCount;
    }

    int users() {
        return userCount;
    }

    int records() {
        return cardCount + userCount;
    }

    /** Publishes the next generation, and waits until all of it is in the state topics. */
    void nextGeneration() throws Exception {
        TopicArrivals cardArrivals = TopicArrivals.at(broker, "state.card");
        TopicArrivals userArrivals = TopicArrivals.at(broker, "state.user");
        var writtenCards =
                raw.write("raw.cards", cards, (long) generations * cardCount, cardCount, RawTopicWriter.RecordKey.FILE);
        var writtenUsers =
                raw.write("raw.users", users, (long) generations * userCount, userCount, RawTopicWriter.RecordKey.FILE);
        raw.commit();
        cardArrivals.awaitOffsets(cardCount);
        userArrivals.awaitOffsets(userCount);
        cardArrivals.require(cardCount, writtenCards.bytes());
        userArrivals.require(userCount, writtenUsers.bytes());
        generations++;
    }

    /** The expected result of {@link SinkTables#DIGEST} for the cards of the last generation. */
    long cardDigest() {
        long digest = 0;
        for (long number = (long) (generations - 1) * cardCount; number < (long) generations * cardCount; number++) {
            UUID id = UUID.fromString(cards.fileName(number).replace(".json", ""));
            digest += (id.getMostSignificantBits() >>> 32) ^ cards.key(number);
        }
        return digest;
    }

    @Override
    public void close() throws IOException {
        raw.close();
        app.close();
    }
}
