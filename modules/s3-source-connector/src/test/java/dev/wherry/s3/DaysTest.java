package dev.wherry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.connect.schedule.ScheduleOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days of a lake. Today is 2019-04-08. */
class DaysTest {
    private TestLake lake;

    @BeforeEach
    void open() throws IOException {
        lake = new TestLake();
        lake.config.put(S3SourceConfig.KEY, "events/{day:yyyy/MM/dd}/*.csv");
        lake.config.put(ScheduleOptions.DAYS_FROM, "2019-04-06");
        lake.bucket().put("events/2019/04/05/a.csv", "id\n5\n");
        lake.bucket().put("events/2019/04/06/a.csv", "id\n6\n");
        lake.bucket().put("events/2019/04/08/a.csv", "id\n8\n");
    }

    @AfterEach
    void close() throws IOException {
        lake.close();
    }

    @Test
    void readsTheDaysInTheirOrderAndTheNewDayWhenItBegins() {
        FakeWorker worker = lake.start();
        worker.drain();
        assertThat(lake.values()).containsExactly("6", "8");

        lake.advance(Duration.ofDays(1));
        lake.bucket().put("events/2019/04/09/a.csv", "id\n9\n");
        worker.drain();

        assertThat(lake.values()).containsExactly("6", "8", "9");
    }

    @Test
    void aLateObjectIsReadAndAClosedDayIsListedAfterAStartOnly() {
        lake.config.put(ScheduleOptions.DAYS_LATE, "1");
        FakeWorker worker = lake.start();
        worker.drain();
        lake.advance(Duration.ofMinutes(2));
        lake.bucket().put("events/2019/04/07/late.csv", "id\n7\n");
        lake.bucket().put("events/2019/04/06/too-late.csv", "id\n66\n");

        worker.drain();
        assertThat(lake.values()).containsExactly("6", "8", "7");

        lake.start().drain();
        assertThat(lake.values()).containsExactly("6", "8", "7", "66");
    }

    @Test
    void aBackfillReadsFurtherDaysInTheirOrder() {
        lake.config.put(ScheduleOptions.BACKFILL, "2019-04-04..2019-04-06");
        lake.bucket().put("events/2019/04/03/a.csv", "id\n3\n");
        lake.bucket().put("events/2019/04/04/a.csv", "id\n4\n");

        lake.start().drain();

        assertThat(lake.values()).containsExactly("4", "5", "6", "8");
    }

    @Test
    void daysOfABackfillThatAreAskedForAgainPublishWhatIsNew() {
        lake.config.put(ScheduleOptions.DAYS_LATE, "0");
        lake.config.put(ScheduleOptions.BACKFILL, "2019-04-05");
        FakeWorker worker = lake.start();
        worker.drain();
        lake.bucket().put("events/2019/04/05/late.csv", "id\n55\n");
        lake.advance(Duration.ofMinutes(2));
        worker.drain();
        assertThat(lake.values()).containsExactly("5", "6", "8");

        lake.start().drain();

        assertThat(lake.values()).containsExactly("5", "6", "8", "55");
    }

    @Test
    void aBackfillNeedsARangeAndADayInTheKey() {
        lake.config.put(ScheduleOptions.BACKFILL, "2019-04-04..soon");
        assertThat(faults()).containsExactly("is no range of days such as 2019-04-01..2019-04-07");

        lake.config.put(ScheduleOptions.BACKFILL, "2019-04-04");
        lake.config.put(S3SourceConfig.KEY, "events/*.csv");
        lake.config.remove(ScheduleOptions.DAYS_FROM);
        assertThat(faults())
                .singleElement()
                .asString()
                .contains("feed.cards.backfill does not apply, because the key has no {day}");
    }

    private List<String> faults() {
        for (String converter : List.of("key.converter", "value.converter", "header.converter")) {
            lake.config.put(converter, "org.apache.kafka.connect.converters.ByteArrayConverter");
        }
        return new S3SourceConnector()
                .validate(lake.config).configValues().stream()
                        .flatMap(value -> value.errorMessages().stream())
                        .map(message -> message.replaceFirst(".*: ", ""))
                        .toList();
    }

    @Test
    void aMissingDayIsSkippedToldOrWaitedFor() {
        FakeWorker skipping = lake.start();
        skipping.drain();
        assertThat(skipping.metrics().text("problems")).isEmpty();

        lake.config.put(ScheduleOptions.DAYS_MISSING, "fail");
        FakeWorker failing = lake.start();
        failing.drain();
        assertThat(failing.metrics().text("problems"))
                .isEqualTo("Feed cards has no object for the day 2019-04-07: deliver it, or write missing: skip in"
                        + " feeds/cards.yaml.");

        lake.config.put(ScheduleOptions.DAYS_MISSING, "wait");
        FakeWorker waiting = lake.start();
        for (int turn = 0; turn < 10; turn++) {
            waiting.turn();
        }
        assertThat(waiting.metric("files-pending")).isEqualTo(1);
        lake.bucket().put("events/2019/04/07/a.csv", "id\n7\n");
        lake.advance(Duration.ofMinutes(1));
        waiting.drain();

        assertThat(lake.values()).containsExactly("6", "8", "7");
    }
}
