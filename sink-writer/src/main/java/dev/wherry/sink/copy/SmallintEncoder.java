package dev.wherry.sink.copy;

/** {@code smallint}, from Short. */
final class SmallintEncoder implements Encoder {
    @Override
    public void encode(Object value, CopyBuffer out) {
        out.int16((Short) value);
    }
}
