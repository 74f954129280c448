package dev.wherry.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

            assertFalse(service.isRunning());
            assertEquals(1000, service.written());
        }
    }

    @Test
    void closingEndsCardsAtOnceAndWritesWhatIsHeldBack() throws Exception {
        Path file = directory.resolve("truth.csv");
        GeneratorConfig options = GeneratorConfig.cards(directory.resolve("cards"))
                .faults(new Faults(0, 0, 0, 0.5, Duration.ofHours(1), 1000))
                .truthFile(file)
                .build();
        EventService service = EventService.start(options);
        assertTrue(service.isRunning());

        service.close();

        assertFalse(service.isRunning());
        assertTrue(WrittenFile.in(directory.resolve("cards")).stream().allMatch(WrittenFile::isWhole));
        assertEquals(service.truth(), TruthTable.load(file));
    }

    @Test
    void aPausedServiceHasFinishedWhatItBeganAndWritesNothingUntilItIsResumed() throws Exception {
        Faults faults = new Faults(0, 0, 0, 0.5, Duration.ofHours(1), 0);
        try (EventService service = EventService.start(
                GeneratorConfig.cards(directory).rate(10_000).faults(faults).build())) {
            service.pause();
            long written = service.written();

            assertTrue(WrittenFile.in(directory).stream().allMatch(WrittenFile::isWhole));
            assertEquals(written, WrittenFile.in(directory).size());

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

            assertEquals(1, service.written());
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsReported() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        EventService service =
                EventService.start(GeneratorConfig.cards(file.resolve("cards")).build());

        IOException failure = assertThrows(IOException.class, service::await);
        assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
        assertThrows(IOException.class, service::close);
    }

    @Test
    void aServiceThatDoesNotRememberHasNoTruth() throws Exception {
        try (EventService service =
                EventService.start(GeneratorConfig.users(directory).count(1).build())) {
            assertThrows(IllegalStateException.class, service::truth);
        }
    }
}
