package dev.wherry.sink.copy;

import java.util.UUID;

/** {@code uuid}, from UUID. */
final class UuidEncoder implements Encoder {
    @Override
    public void encode(Object value, CopyBuffer out) {
        UUID uuid = (UUID) value;
        out.int64(uuid.getMostSignificantBits());
        out.int64(uuid.getLeastSignificantBits());
    }
}
