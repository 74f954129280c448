package dev.wherry.sink.copy;

/** {@code boolean}, from Boolean. */
final class BooleanEncoder implements Encoder {
    @Override
    public void encode(Object value, CopyBuffer out) {
        out.int8((Boolean) value ? 1 : 0);
    }
}
