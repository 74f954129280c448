package dev.wherry.sink.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * A record's headers as bytes, in the quarantine: for each header the length and UTF-8 bytes of its name, then the length
 * and bytes of its value. Lengths are 32-bit, -1 for null.
 */
public final class HeaderBytes {
    private static final int NULL_LENGTH = -1;

    private HeaderBytes() {}

    static byte[] of(Headers headers) {
        List<byte[]> parts = new ArrayList<>();
        int size = 0;
        for (Header header : headers) {
            byte[] name = header.key().getBytes(StandardCharsets.UTF_8);
            byte[] value = (byte[]) header.value();
            parts.add(name);
            parts.add(value);
            size = Math.addExact(size, 2 * Integer.BYTES + name.length + (value == null ? 0 : value.length));
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            if (part == null) {
                bytes.putInt(NULL_LENGTH);
            } else {
                bytes.putInt(part.length).put(part);
            }
        }
        return bytes.array();
    }

    /** The headers that {@link #of} has written. */
    public static Headers parse(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        Headers headers = new ConnectHeaders();
        while (bytes.hasRemaining()) {
            String name = new String(next(bytes), StandardCharsets.UTF_8);
            headers.addBytes(name, next(bytes));
        }
        return headers;
    }

    private static byte[] next(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length == NULL_LENGTH) {
            return null;
        }
        byte[] part = new byte[length];
        bytes.get(part);
        return part;
    }
}
