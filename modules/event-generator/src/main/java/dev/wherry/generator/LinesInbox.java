package dev.wherry.generator;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * One file, to which each event is appended as a line. Nothing can be written past a paused line, so a pause holds up
 * everything; and a line that was cut off ends all the same.
 */
final class LinesInbox implements Inbox {
    private final String name;
    private final OutputStream out;
    private final Duration pause;
    private final Time time;
    private final CountDownLatch stop;
    private final Listener listener;
    private long position;

    LinesInbox(Path file, Duration pause, Time time, CountDownLatch stop, Listener listener) throws IOException {
        this.name = file.getFileName().toString();
        this.out = new FileOutputStream(file.toFile(), true);
        this.pause = pause;
        this.time = time;
        this.stop = stop;
        this.listener = listener;
        endLastLine(file);
    }

    /** A line that an earlier run has left cut off must not swallow the first of this one. */
    private void endLastLine(Path file) throws IOException {
        try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "r")) {
            position = written.length();
            if (position == 0) {
                return;
            }
            written.seek(position - 1);
            if (written.read() != '\n') {
                append(new byte[] {'\n'}, 0, 1);
            }
        }
    }

    @Override
    public void write(FileWrite drop) throws IOException, InterruptedException {
        byte[] line = (JsonText.line(drop.event().document()) + "\n").getBytes(StandardCharsets.US_ASCII);
        EventPosition place = new EventPosition(0, name, position);
        if (drop instanceof FileWrite.CutOff cutOff) {
            // At least one byte and without the last two, the closing brace and the newline: blank lines are no events.
            append(line, 0, 1 + (int) ((line.length - 2) * cutOff.share()));
            append(line, line.length - 1, line.length);
            listener.cutOff();
            return;
        }
        int begun = drop instanceof FileWrite.Paused paused ? (int) (line.length * paused.share()) : 0;
        if (begun > 0) {
            append(line, 0, begun);
            time.sleep(pause, stop);
        }
        append(line, begun, line.length);
        listener.whole(drop.event(), place);
    }

    private void append(byte[] bytes, int from, int to) throws IOException {
        out.write(bytes, from, to - from);
        position += to - from;
    }

    @Override
    public void finishDue() {}

    @Override
    public void finishAll() {}

    @Override
    public void close() throws IOException {
        out.close();
    }
}
