package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** New events cost an event table nothing but their rows; only events that are not new need further statements. */
class EventBatchCostsTest {
    private static final int EVENTS = 1_000;

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final DatabaseProxy proxy = new DatabaseProxy(database);
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker =
            new FakeWorker(log, EventRecords.configuration(proxy.database())).batchSize(EVENTS);

    @AfterEach
    void stop() throws IOException {
        worker.close();
        proxy.close();
    }

    @Test
    void onlyEventsThatAreNotNewNeedFurtherStatements() {
        worker.start(EventRecords.VISITS);
        roundTripsForVisits(0);

        int forNew = roundTripsForVisits(EVENTS);
        int forCopies = roundTripsForVisits(EVENTS);

        // Three of them look for rows to try again, because visits refer to sites.
        assertThat(forNew).isLessThanOrEqualTo(9);
        assertThat(forCopies).as("the comparison and the corrections").isEqualTo(forNew + 2);
    }

    private int roundTripsForVisits(long firstId) {
        for (long id = firstId; id < firstId + EVENTS; id++) {
            log.append(EventRecords.VISITS, EventRecords.visit(id, "a"));
        }
        proxy.messages();
        worker.drain();
        Map<Character, Integer> messages = proxy.messages();
        return messages.getOrDefault('Q', 0) + messages.getOrDefault('S', 0);
    }
}
