package dev.wherry.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wherry.wire.format.Format;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A large file of events, each with the next number: an array, or rows. Their texts look like the structure around them.
 * They compress to about half their size, so that no stage is spared the bytes.
 */
final class LargeFile {
    /** The events are about this many keys; the last one of each wins. */
    static final int KEYS = 500;

    private static final String JSON_TEXT = "a \\\"text\\\", ]}, {\\\\ [and so on\\n";
    private static final String CSV_TEXT = "a \"\"text\"\", \r\nwith a line end,\nand so on, ";
    private static final int RANDOM_LETTERS = 34;
    private static final int POOL_BYTES = 1 << 20;
    /** Steps of this size visit all parts of the pool. */
    private static final int PRIME = 7919;

    private final boolean array;
    private final int events;
    /** Parts of the same length, of which a text has some that follow one another. */
    private final byte[] pool;

    private final int partBytes;
    private final int textBytes;

    /** @param eventBytes about the size of an event */
    LargeFile(Format format, long bytes, int eventBytes) {
        this.array = format == Format.ARRAY;
        this.events = Math.toIntExact(bytes / eventBytes);
        String text = array ? JSON_TEXT : CSV_TEXT;
        this.partBytes = text.length() + RANDOM_LETTERS;
        this.textBytes = eventBytes / partBytes * partBytes;
        Random random = new Random(1);
        this.pool = random.ints(POOL_BYTES / partBytes, 0, 1)
                .mapToObj(part -> text + letters(random))
                .collect(Collectors.joining())
                .getBytes(US_ASCII);
    }

    private static String letters(Random random) {
        return random.ints(RANDOM_LETTERS, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    int events() {
        return events;
    }

    void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(start());
            for (int number = 0; number < events; number++) {
                out.write(head(number));
                out.write(pool, textStart(number), textBytes);
                out.write(tail(number));
            }
            out.write((array ? "]\n" : "").getBytes(US_ASCII));
        }
    }

    private byte[] start() {
        return (array ? "[" : "number,id,text\n").getBytes(US_ASCII);
    }

    private byte[] head(int number) {
        String head = array
                ? "{\"number\": " + number + ", \"id\": " + number % KEYS + ", \"text\": \""
                : number + "," + number % KEYS + ",\"";
        return head.getBytes(US_ASCII);
    }

    private int textStart(int number) {
        int starts = (pool.length - textBytes) / partBytes;
        return (int) ((long) number * PRIME % starts) * partBytes;
    }

    /** Up to the next event. */
    private byte[] tail(int number) {
        String separator = number == events - 1 ? "" : ",\n";
        return (array ? "\"}" + separator : "\"\n").getBytes(US_ASCII);
    }

    /** Where the first event starts. */
    long firstOffset() {
        return start().length;
    }

    /** From the start of an event to that of the next one. */
    int length(int number) {
        return head(number).length + textBytes + tail(number).length;
    }

    /** The number of an event, which its bytes start with. */
    static int number(byte[] event) {
        int at = 0;
        while (event[at] < '0' || event[at] > '9') {
            at++;
        }
        int number = 0;
        for (; event[at] >= '0' && event[at] <= '9'; at++) {
            number = 10 * number + event[at] - '0';
        }
        return number;
    }
}
