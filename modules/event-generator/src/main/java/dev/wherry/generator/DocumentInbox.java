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

/** One pretty-printed document a file. */
final class DocumentInbox implements Inbox {
    private record Unfinished(Event event, DocumentFile file, byte[] bytes, int written, long due) {}

    private final Path directory;
    private final boolean timed;
    private final Duration pause;
    private final Time time;
    private final Listener listener;
    private final Queue<Unfinished> unfinished = new ArrayDeque<>();

    /** @param timed whether the listener needs to know the modification times */
    DocumentInbox(Path directory, boolean timed, Duration pause, Time time, Listener listener) {
        this.directory = directory;
        this.timed = timed;
        this.pause = pause;
        this.time = time;
        this.listener = listener;
    }

    @Override
    public void write(FileWrite drop) throws IOException {
        String name = drop.name() + ".json";
        byte[] bytes = JsonText.document(drop.event().document()).getBytes(StandardCharsets.US_ASCII);
        if (drop instanceof FileWrite.Whole) {
            DocumentFile file = DocumentFile.create(directory, name, timed);
            file.write(bytes, 0, bytes.length);
            listener.whole(drop.event(), file.close());
        } else if (drop instanceof FileWrite.Paused paused) {
            DocumentFile file = DocumentFile.create(directory, name, timed);
            int written = (int) (bytes.length * paused.share());
            file.write(bytes, 0, written);
            unfinished.add(new Unfinished(drop.event(), file, bytes, written, time.nanos() + pause.toNanos()));
        } else if (drop instanceof FileWrite.CutOff cutOff) {
            DocumentFile file = DocumentFile.create(directory, name, false);
            file.write(bytes, 0, (int) (bytes.length * cutOff.share()));
            file.close();
            listener.cutOff();
        } else if (drop instanceof FileWrite.Backdated backdated) {
            moveIn(backdated, name, bytes);
        }
    }

    private void moveIn(FileWrite.Backdated drop, String name, byte[] bytes) throws IOException {
        Path hidden = directory.resolve("." + name);
        Files.write(hidden, bytes);
        Files.setLastModifiedTime(hidden, FileTime.from(drop.modified()));
        EventPosition place = new EventPosition(DocumentFile.modified(hidden), name, 0);
        Files.move(hidden, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        listener.whole(drop.event(), place);
    }

    @Override
    public void finishDue() throws IOException {
        while (!unfinished.isEmpty() && unfinished.element().due() - time.nanos() <= 0) {
            finish(unfinished.remove());
        }
    }

    @Override
    public void finishAll() throws IOException {
        while (!unfinished.isEmpty()) {
            finish(unfinished.remove());
        }
    }

    @Override
    public void close() throws IOException {
        finishAll();
    }

    private void finish(Unfinished begun) throws IOException {
        begun.file().write(begun.bytes(), begun.written(), begun.bytes().length);
        listener.whole(begun.event(), begun.file().close());
    }
}
