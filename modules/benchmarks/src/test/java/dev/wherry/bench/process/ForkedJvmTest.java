package dev.wherry.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class ForkedJvmTest {
    @TempDir
    private Path directory;

    /** Answers with what it is asked, but takes its time for {@code work}. */
    static final class Echo {
        public static void main(String[] arguments) throws IOException {
            CommandLoop commands = CommandLoop.open();
            commands.serve(arguments[0], words -> {
                System.out.println("noise");
                switch (words.get(0)) {
                    case "fail" -> throw new IllegalStateException("as asked");
                    case "work" -> work();
                    default -> {}
                }
                return String.join(" ", words);
            });
        }

        private static void work() {
            long end = System.nanoTime() + 200_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aPartAnswersWhateverElseItPrintsAndEndsWhenItIsClosed() throws IOException {
        long pid;
        try (ForkedJvm part = ForkedJvm.start("echo", Echo.class, directory, "32m", "hello")) {
            pid = part.pid();
            assertThat(part.ready()).isEqualTo("hello");
            assertThat(part.ask("put a b")).isEqualTo("put a b");
            IOException failure = catchThrowableOfType(IOException.class, () -> part.ask("fail"));
            assertThat(failure.getMessage().contains("as asked"))
                    .as(failure.getMessage())
                    .isTrue();
        }

        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void whatAPartCostsIsToldByEvent() throws IOException {
        try (ForkedJvm part = ForkedJvm.start("echo", Echo.class, directory, "32m", "hello")) {
            Meter meter = Meter.begin(part);
            part.ask("work");
            Row row = new Row("echo", Kind.OURS, List.of(meter.end(10)));

            assertThat(row.median(Metric.cpu("echo")) > 1_000)
                    .as(row.toString())
                    .isTrue();
            assertThat(row.median(Metric.peakMemory("echo")) > 5)
                    .as(row.toString())
                    .isTrue();
            assertThat(row.median(Metric.EVENTS_PER_SECOND) <= 50)
                    .as(row.toString())
                    .isTrue();
        }
    }
}
