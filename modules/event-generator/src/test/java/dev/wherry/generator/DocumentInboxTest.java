package dev.wherry.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentInboxTest {
    private static final Event EVENT = new UserEvent(new UUID(1, 2), VirtualClock.BEGIN, 7, "Ada", "A\nB", "Cook", 0.5);
    private static final String TEXT = JsonText.document(EVENT.document());

    @TempDir
    Path directory;

    private final VirtualClock clock = new VirtualClock();
    private final List<EventPosition> places = new ArrayList<>();
    private int cutOffs;

    private DocumentInbox inbox() {
        return new DocumentInbox(directory, true, Duration.ofSeconds(2), clock, new Inbox.Listener() {
            @Override
            public void eventWritten(Event event, EventPosition place) {
                places.add(place);
            }

            @Override
            public void eventCutOff() {
                cutOffs++;
            }
        });
    }

    @Test
    void aWholeFileIsToldWithItsModificationTime() throws Exception {
        try (Inbox inbox = inbox()) {
            inbox.write(new FileWrite.Whole(EVENT, "a"));

            Path file = directory.resolve("a.json");
            assertThat(Files.readString(file)).isEqualTo(TEXT);
            assertThat(places).isEqualTo(List.of(new EventPosition(DocumentFile.modified(file), "a.json", 0)));
        }
    }

    @Test
    void aPausedFileIsToldWhenItIsWhole() throws Exception {
        try (Inbox inbox = inbox()) {
            inbox.write(new FileWrite.Paused(EVENT, "a", 0.5));
            clock.sleep(Duration.ofSeconds(1), new CountDownLatch(1));
            inbox.finishDue();
            assertThat(Files.readString(directory.resolve("a.json"))).isEqualTo(TEXT.substring(0, TEXT.length() / 2));
            assertThat(places).isEmpty();

            clock.sleep(Duration.ofSeconds(1), new CountDownLatch(1));
            inbox.finishDue();

            assertThat(Files.readString(directory.resolve("a.json"))).isEqualTo(TEXT);
            assertThat(places.size()).isEqualTo(1);
        }
    }

    @Test
    void closingFinishesWhatIsPausedAndLeavesWhatIsCutOff() throws Exception {
        try (Inbox inbox = inbox()) {
            inbox.write(new FileWrite.Paused(EVENT, "paused", 0.9));
            inbox.write(new FileWrite.CutOff(EVENT, "cut-off", 0.9));
        }

        assertThat(Files.readString(directory.resolve("paused.json"))).isEqualTo(TEXT);
        assertThat(Files.readString(directory.resolve("cut-off.json")).length() < TEXT.length())
                .isTrue();
        assertThat(places.size()).isEqualTo(1);
        assertThat(cutOffs).isEqualTo(1);
    }

    @Test
    void aBackdatedFileHasItsOldTime() throws Exception {
        Instant old = Instant.parse("2020-02-03T04:05:06.123456789Z");
        try (Inbox inbox = inbox()) {
            inbox.write(new FileWrite.Backdated(EVENT, "a", old));
        }

        Path file = directory.resolve("a.json");
        assertThat(Files.readString(file)).isEqualTo(TEXT);
        assertThat(places).isEqualTo(List.of(new EventPosition(DocumentFile.modified(file), "a.json", 0)));
        assertThat(DocumentFile.modified(file) / 1_000_000_000L).isEqualTo(old.getEpochSecond());
    }

    @Test
    void aFileThatIsTakenAwayBeforeItIsClosedStillTellsItsTime() throws Exception {
        DocumentFile file = DocumentFile.create(directory, "a.json", true);
        file.write(new byte[] {'{', '}'}, 0, 2);
        Path taken = Files.move(directory.resolve("a.json"), directory.resolve("taken"));

        EventPosition place = file.close();

        assertThat(place).isEqualTo(new EventPosition(DocumentFile.modified(taken), "a.json", 0));
        assertThat(List.of(directory.toFile().list())).isEqualTo(List.of("taken"));
    }
}
