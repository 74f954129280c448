package dev.wherry.sink.copy;

import java.nio.charset.StandardCharsets;

/** {@code text}, from String. PostgreSQL refuses a NUL character with SQLSTATE 22021. */
final class TextEncoder implements Encoder {
    @Override
    public void encode(Object value, CopyBuffer out) {
        out.raw(((String) value).getBytes(StandardCharsets.UTF_8));
    }
}
