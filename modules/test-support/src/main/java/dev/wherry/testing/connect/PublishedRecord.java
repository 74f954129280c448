package dev.wherry.testing.connect;

import dev.wherry.wire.Headers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

/** A committed record as text. Missing headers are null. */
public record PublishedRecord(
        String topic,
        String file,
        String offset,
        String modified,
        String fullSize,
        String line,
        String format,
        String fault,
        String value) {
    /** A record of JSON in UTF-8. */
    public PublishedRecord(String topic, String file, String offset, String modified, String fullSize, String value) {
        this(topic, file, offset, modified, fullSize, null, null, null, value);
    }

    public static PublishedRecord of(SourceRecord record) {
        String file = text(record.key());
        if (!file.equals(header(record, Headers.FILE))) {
            throw new AssertionError("key " + file + " and header " + header(record, Headers.FILE));
        }
        return new PublishedRecord(
                record.topic(),
                file,
                header(record, Headers.OFFSET),
                header(record, Headers.MODIFIED),
                header(record, Headers.FULL_SIZE),
                header(record, Headers.LINE),
                header(record, Headers.FORMAT),
                header(record, Headers.FAULT),
                new String((byte[]) record.value(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public String value() {
        return decoded(StandardCharsets.UTF_8);
    }

    public String decoded(Charset charset) {
        return new String(value.getBytes(StandardCharsets.ISO_8859_1), charset);
    }

    private static String header(SourceRecord record, String name) {
        Header header = record.headers().lastWithName(name);
        return header == null ? null : text(header.value());
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
