package dev.wherry.sink.copy;

/** {@code integer}, from Integer. */
final class IntegerEncoder implements Encoder {
    @Override
    public void encode(Object value, CopyBuffer out) {
        out.int32((Integer) value);
    }
}
