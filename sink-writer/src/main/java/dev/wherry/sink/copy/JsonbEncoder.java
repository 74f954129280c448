package dev.wherry.sink.copy;

import java.nio.charset.StandardCharsets;

/** {@code jsonb}, from its text: a version byte, then the text, which the server parses. */
final class JsonbEncoder implements Encoder {
    private static final int FORMAT_VERSION = 1;

    @Override
    public void encode(Object value, CopyBuffer out) {
        out.int8(FORMAT_VERSION);
        out.raw(((String) value).getBytes(StandardCharsets.UTF_8));
    }
}
