package dev.wherry.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class EventServiceTest {
    @TempDir
    Path directory;

    @Test
    void usersEndByThemselves() throws Exception {
        try (EventService service =
                EventService.start(GeneratorConfig.users(directory).build())) {
            service.await();

            assertThat(service.isRunning()).isFalse();
            assertThat(service.written()).isEqualTo(1000);
        }
    }

    @Test
    void closingEndsCardsAtOnceAndWritesWhatIsHeldBack() throws Exception {
        Path file = directory.resolve("truth.csv");
        GeneratorConfig options = GeneratorConfig.cards(directory.resolve("cards"))
                .faults(new FaultConfig(0, 0, 0, 0.5, Duration.ofHours(1), 1000))
                .truthFile(file)
                .build();
        EventService service = EventService.start(options);
        assertThat(service.isRunning()).isTrue();

        service.close();

        assertThat(service.isRunning()).isFalse();
        assertThat(WrittenFile.in(directory.resolve("cards")).stream().allMatch(WrittenFile::isWhole))
                .isTrue();
        assertThat(TruthTable.load(file)).isEqualTo(service.truth());
    }

    @Test
    void aPausedServiceHasFinishedWhatItBeganAndWritesNothingUntilItIsResumed() throws Exception {
        FaultConfig faults = new FaultConfig(0, 0, 0, 0.5, Duration.ofHours(1), 0);
        try (EventService service = EventService.start(
                GeneratorConfig.cards(directory).rate(10_000).faults(faults).build())) {
            service.pause();
            long written = service.written();

            assertThat(WrittenFile.in(directory).stream().allMatch(WrittenFile::isWhole))
                    .isTrue();
            assertThat(WrittenFile.in(directory).size()).isEqualTo(written);

            service.resume();
            while (service.written() == written) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void pausingAServiceThatHasEndedReturnsAtOnce() throws Exception {
        try (EventService service =
                EventService.start(GeneratorConfig.users(directory).count(1).build())) {
            service.await();

            service.pause();

            assertThat(service.written()).isEqualTo(1);
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsReported() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        EventService service =
                EventService.start(GeneratorConfig.cards(file.resolve("cards")).build());

        IOException failure = catchThrowableOfType(IOException.class, service::await);
        assertThat(failure.getMessage().contains(file.toString()))
                .as(failure.getMessage())
                .isTrue();
        assertThatThrownBy(service::close).isInstanceOf(IOException.class);
    }

    @Test
    void aServiceThatDoesNotRememberHasNoTruth() throws Exception {
        try (EventService service =
                EventService.start(GeneratorConfig.users(directory).count(1).build())) {
            assertThatThrownBy(service::truth).isInstanceOf(IllegalStateException.class);
        }
    }
}
