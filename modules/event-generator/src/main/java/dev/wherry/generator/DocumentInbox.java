package dev.wherry.generator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** Writes each event as a pretty-printed document to a separate file. */
final class DocumentInbox implements Inbox {
    private record PausedFile(Event event, DocumentFile file, byte[] bytes, int written, long due) {}

    private final Path directory;
    private final boolean readModified;
    private final Duration pause;
    private final GeneratorClock clock;
    private final Listener listener;
    private final Queue<PausedFile> pausedFiles = new ArrayDeque<>();

    /** @param readModified whether the listener needs the modification times */
    DocumentInbox(Path directory, boolean readModified, Duration pause, GeneratorClock clock, Listener listener) {
        this.directory = directory;
        this.readModified = readModified;
        this.pause = pause;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public void write(FileWrite write) throws IOException {
        String name = write.name() + ".json";
        byte[] bytes = JsonText.document(write.event().document()).getBytes(StandardCharsets.US_ASCII);
        if (write instanceof FileWrite.Whole) {
            DocumentFile file = DocumentFile.create(directory, name, readModified);
            file.write(bytes, 0, bytes.length);
            listener.eventWritten(write.event(), file.close());
        } else if (write instanceof FileWrite.Paused paused) {
            DocumentFile file = DocumentFile.create(directory, name, readModified);
            int written = (int) (bytes.length * paused.share());
            file.write(bytes, 0, written);
            pausedFiles.add(new PausedFile(write.event(), file, bytes, written, clock.nanos() + pause.toNanos()));
        } else if (write instanceof FileWrite.CutOff cutOff) {
            DocumentFile file = DocumentFile.create(directory, name, false);
            file.write(bytes, 0, (int) (bytes.length * cutOff.share()));
            file.close();
            listener.eventCutOff();
        } else if (write instanceof FileWrite.Backdated backdated) {
            moveIn(backdated, name, bytes);
        }
    }

    private void moveIn(FileWrite.Backdated write, String name, byte[] bytes) throws IOException {
        Path hidden = directory.resolve("." + name);
        Files.write(hidden, bytes);
        Files.setLastModifiedTime(hidden, FileTime.from(write.modified()));
        EventPosition position = new EventPosition(DocumentFile.modified(hidden), name, 0);
        Files.move(hidden, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        listener.eventWritten(write.event(), position);
    }

    @Override
    public void finishDue() throws IOException {
        while (!pausedFiles.isEmpty() && pausedFiles.element().due() - clock.nanos() <= 0) {
            finish(pausedFiles.remove());
        }
    }

    @Override
    public void finishAll() throws IOException {
        while (!pausedFiles.isEmpty()) {
            finish(pausedFiles.remove());
        }
    }

    @Override
    public void close() throws IOException {
        finishAll();
    }

    private void finish(PausedFile paused) throws IOException {
        paused.file().write(paused.bytes(), paused.written(), paused.bytes().length);
        listener.eventWritten(paused.event(), paused.file().close());
    }
}
