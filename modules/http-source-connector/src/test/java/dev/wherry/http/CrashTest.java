package dev.wherry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.connect.Killed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills the process at every step between two requests or commits. */
class CrashTest {
    private static final List<String> DAYS = List.of("2019-04-06", "2019-04-08");
    private static final List<String> TYPES = List.of("charge", "refund");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "next.query.after={last:/id}",
                "next.query.from={last:/id}; next.until=3",
                "next.query.page={page}",
                "next.cursor=/next_cursor; next.query.cursor={cursor}",
                "next.cursor=/links/next; next.url={cursor}",
                "batch.max.records=2; next.query.offset={offset}",
            })
    void publishesEveryItemOfADayOnceWhereverTheProcessIsKilled(String options) throws IOException {
        killEverywhere(
                options + "; query.day={day}; query.type={type}; days.from=2019-04-06; each.name=type;"
                        + " each.values=charge,refund",
                60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "next.query.after={last:/id}",
                "next.query.from={last:/id}; next.until=3",
                "next.query.page={page}",
                "batch.max.records=2; next.query.offset={offset}; next.until=3",
                "next.link=next; query.bare=1; items=",
            })
    void publishesEveryItemOfAFeedWithoutDaysOnceWhereverTheProcessIsKilled(String options) throws IOException {
        killEverywhere(
                options + "; query.day=2019-04-08; query.type={type}; each.name=type;" + " each.values=charge,refund",
                30);
    }

    private static void killEverywhere(String options, int leastSteps) throws IOException {
        int steps = 0;
        boolean killed = true;
        while (killed) {
            try (TestApi api = new TestApi()) {
                for (String option : options.split("; ")) {
                    String[] pair = option.split("=", 2);
                    if (pair[0].startsWith("batch.")) {
                        api.config.put(pair[0], pair[1]);
                    } else {
                        api.set(pair[0], pair[1]);
                    }
                }
                killed = runAndKillAfter(api, steps);
                FakeWorker restarted = api.start();
                restarted.drain();
                api.advance(Duration.ofMinutes(2));
                restarted.drain();
                int before = steps;
                List<String> expected = options.contains("days.from")
                        ? api.server.items().all()
                        : api.server.items().all().stream()
                                .filter(item -> item.contains(DAYS.get(1)))
                                .toList();
                assertThat(api.values())
                        .as(() -> "killed after " + before + " steps")
                        .containsExactlyInAnyOrderElementsOf(expected);
                api.files.requireTrue();
                assertThat(api.files.unfinished()).isZero();
            }
            steps++;
        }
        assertThat(steps).isGreaterThan(leastSteps);
    }

    /** Returns whether the run was killed before it ended. */
    private static boolean runAndKillAfter(TestApi api, int steps) {
        for (String day : DAYS) {
            for (String type : TYPES) {
                add(api, type, day, type.equals("charge") ? 7 : 3, 0);
            }
        }
        AtomicInteger left = new AtomicInteger(steps);
        Runnable step = () -> {
            if (left.getAndDecrement() == 0) {
                throw new Killed();
            }
        };
        boolean later = false;
        try {
            FakeWorker worker = api.start(client -> new SteppingClient(client, step));
            for (int i = 0; i < 8; i++) {
                turn(worker, step);
            }
            add(api, "charge", DAYS.get(1), 2, 7);
            later = true;
            api.advance(Duration.ofMinutes(2));
            for (int i = 0; i < 12; i++) {
                turn(worker, step);
            }
            return false;
        } catch (Killed e) {
            if (!later) {
                add(api, "charge", DAYS.get(1), 2, 7);
            }
            return true;
        }
    }

    private static void add(TestApi api, String type, String day, int count, int from) {
        for (int i = from; i < from + count; i++) {
            api.server.items().add(type, day, "{\"id\": \"%s-%s-%d\"}".formatted(type, day, i));
        }
    }

    private static void turn(FakeWorker worker, Runnable step) {
        List<SourceRecord> records = worker.poll();
        step.run();
        worker.commit(records);
        step.run();
        worker.acknowledge(records);
        step.run();
    }
}
