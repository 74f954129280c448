package dev.wherry.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private static final Event EVENT = new UserEvent(new UUID(1, 2), VirtualTime.BEGIN, 7, "Ada", "A\nB", "Cook", 0.5);
    private static final String TEXT = JsonText.document(EVENT.document());

    @TempDir
    Path directory;

    private final VirtualTime time = new VirtualTime();
    private final List<EventPosition> places = new ArrayList<>();
    private int cutOffs;

    private DocumentInbox inbox() {
        return new DocumentInbox(directory, true, Duration.ofSeconds(2), time, new Inbox.Listener() {
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
            assertEquals(TEXT, Files.readString(file));
            assertEquals(List.of(new EventPosition(DocumentFile.modified(file), "a.json", 0)), places);
        }
    }

    @Test
    void aPausedFileIsToldWhenItIsWhole() throws Exception {
        try (Inbox inbox = inbox()) {
            inbox.write(new FileWrite.Paused(EVENT, "a", 0.5));
            time.sleep(Duration.ofSeconds(1), new CountDownLatch(1));
            inbox.finishDue();
            assertEquals(TEXT.substring(0, TEXT.length() / 2), Files.readString(directory.resolve("a.json")));
            assertEquals(List.of(), places);

            time.sleep(Duration.ofSeconds(1), new CountDownLatch(1));
            inbox.finishDue();

            assertEquals(TEXT, Files.readString(directory.resolve("a.json")));
            assertEquals(1, places.size());
        }
    }

    @Test
    void closingFinishesWhatIsPausedAndLeavesWhatIsCutOff() throws Exception {
        try (Inbox inbox = inbox()) {
            inbox.write(new FileWrite.Paused(EVENT, "paused", 0.9));
            inbox.write(new FileWrite.CutOff(EVENT, "cut-off", 0.9));
        }

        assertEquals(TEXT, Files.readString(directory.resolve("paused.json")));
        assertTrue(Files.readString(directory.resolve("cut-off.json")).length() < TEXT.length());
        assertEquals(1, places.size());
        assertEquals(1, cutOffs);
    }

    @Test
    void aBackdatedFileHasItsOldTime() throws Exception {
        Instant old = Instant.parse("2020-02-03T04:05:06.123456789Z");
        try (Inbox inbox = inbox()) {
            inbox.write(new FileWrite.Backdated(EVENT, "a", old));
        }

        Path file = directory.resolve("a.json");
        assertEquals(TEXT, Files.readString(file));
        assertEquals(List.of(new EventPosition(DocumentFile.modified(file), "a.json", 0)), places);
        assertEquals(old.getEpochSecond(), DocumentFile.modified(file) / 1_000_000_000L);
    }

    @Test
    void aFileThatIsTakenAwayBeforeItIsClosedStillTellsItsTime() throws Exception {
        DocumentFile file = DocumentFile.create(directory, "a.json", true);
        file.write(new byte[] {'{', '}'}, 0, 2);
        Path taken = Files.move(directory.resolve("a.json"), directory.resolve("taken"));

        EventPosition place = file.close();

        assertEquals(new EventPosition(DocumentFile.modified(taken), "a.json", 0), place);
        assertEquals(List.of("taken"), List.of(directory.toFile().list()));
    }
}
