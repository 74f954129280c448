package dev.wherry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.connect.schedule.ScheduleOptions;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a bucket is listed. It is 12:00 UTC at the start, which is 14:00 in Copenhagen. */
class ScheduleTest {
    private TestLake lake;
    private FakeWorker worker;

    @BeforeEach
    void open() throws IOException {
        lake = new TestLake();
    }

    @AfterEach
    void close() throws IOException {
        lake.close();
    }

    private void start() {
        worker = lake.start();
        worker.drain();
        lake.bucket().put("later.csv", "id\n1\n");
    }

    private int eventsAfter(Duration time) {
        lake.advance(time);
        worker.drain();
        return lake.values().size();
    }

    @Test
    void aTimeOfDayIsThatOfItsZone() {
        lake.config.put(ScheduleOptions.SCHEDULE_AT, "16:30");
        lake.config.put(ScheduleOptions.SCHEDULE_ZONE, "Europe/Copenhagen");
        start();

        assertThat(eventsAfter(Duration.ofMinutes(149))).isZero();
        assertThat(eventsAfter(Duration.ofMinutes(1))).isEqualTo(1);
    }

    @Test
    void aTimeOfDayThatIsOverIsTheOneOfTheNextDay() {
        lake.config.put(ScheduleOptions.SCHEDULE_AT, "12:00");
        start();

        assertThat(eventsAfter(Duration.ofHours(23))).isZero();
        assertThat(eventsAfter(Duration.ofHours(1))).isEqualTo(1);
        lake.bucket().put("much-later.csv", "id\n2\n");
        assertThat(eventsAfter(Duration.ofHours(23))).isEqualTo(1);
        assertThat(eventsAfter(Duration.ofHours(1))).isEqualTo(2);
    }

    @Test
    void anIntervalBeginsWithThePass() {
        lake.config.put(ScheduleOptions.SCHEDULE_EVERY_MS, "600000");
        start();

        assertThat(eventsAfter(Duration.ofMinutes(9))).isZero();
        assertThat(eventsAfter(Duration.ofMinutes(1))).isEqualTo(1);
    }

    @Test
    void theBucketIsListedAtEachStart() {
        lake.config.put(ScheduleOptions.SCHEDULE_AT, "07:00");
        start();

        start();

        assertThat(lake.values()).containsExactly("1");
    }
}
