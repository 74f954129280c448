package dev.wherry.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wherry.wire.format.Format;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A large file of events, each with the next number: an array, or rows. Their texts look like the structure around them.
 *
 * @param textBytes about the size of an event
 */
record LargeFile(Format format, int events, int textBytes) {
    /** The events are about this many keys; the last one of each wins. */
    static final int KEYS = 500;

    private static final String JSON_TEXT = "a \\\"text\\\", ]}, {\\\\ [and so on\\n";
    private static final String CSV_TEXT = "a \"\"text\"\", \r\nwith a line end,\nand so on, ";

    static LargeFile ofSize(Format format, long bytes, int textBytes) {
        return new LargeFile(format, (int) (bytes / textBytes), textBytes);
    }

    void write(Path file) throws IOException {
        boolean array = format == Format.ARRAY;
        String part = array ? JSON_TEXT : CSV_TEXT;
        byte[] text = part.repeat(textBytes / part.length()).getBytes(US_ASCII);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write((array ? "[" : "number,id,text\n").getBytes(US_ASCII));
            for (int i = 0; i < events; i++) {
                String head = array
                        ? (i == 0 ? "" : ",\n") + "{\"number\": " + i + ", \"id\": " + i % KEYS + ", \"text\": \""
                        : i + "," + i % KEYS + ",\"";
                out.write(head.getBytes(US_ASCII));
                out.write(text);
                out.write((array ? "\"}" : "\"\n").getBytes(US_ASCII));
            }
            out.write((array ? "]\n" : "").getBytes(US_ASCII));
        }
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
