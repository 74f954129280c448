package dev.wherry.sink.copy;

/** {@code bigint}, from Long. */
final class BigintEncoder implements Encoder {
    @Override
    public void encode(Object value, CopyBuffer out) {
        out.int64((Long) value);
    }
}
