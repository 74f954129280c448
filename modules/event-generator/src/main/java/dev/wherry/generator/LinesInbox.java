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
 * Appends each event as a line to one file. No event can be written after a paused line, so a pause delays all following
 * events. A truncated line still ends with a newline.
 */
final class LinesInbox implements Inbox {
    private final String name;
    private final OutputStream out;
    private final Duration pause;
    private final GeneratorClock clock;
    private final CountDownLatch stop;
    private final Listener listener;
    private long position;

    LinesInbox(Path file, Duration pause, GeneratorClock clock, CountDownLatch stop, Listener listener)
            throws IOException {
        this.name = file.getFileName().toString();
        this.out = new FileOutputStream(file.toFile(), true);
        this.pause = pause;
        this.clock = clock;
        this.stop = stop;
        this.listener = listener;
        terminateLastLine(file);
    }

    /** Ends a line that an earlier run left incomplete, so that it does not swallow the first line of this run. */
    private void terminateLastLine(Path file) throws IOException {
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
    public void write(FileWrite write) throws IOException, InterruptedException {
        byte[] line = (JsonText.line(write.event().document()) + "\n").getBytes(StandardCharsets.US_ASCII);
        EventPosition start = new EventPosition(0, name, position);
        if (write instanceof FileWrite.CutOff cutOff) {
            // Keeps at least one byte, because blank lines are no events, and drops at least the closing brace.
            append(line, 0, 1 + (int) ((line.length - 2) * cutOff.share()));
            append(line, line.length - 1, line.length);
            listener.eventCutOff();
            return;
        }
        int head = write instanceof FileWrite.Paused paused ? (int) (line.length * paused.share()) : 0;
        if (head > 0) {
            append(line, 0, head);
            clock.sleep(pause, stop);
        }
        append(line, head, line.length);
        listener.eventWritten(write.event(), start);
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
