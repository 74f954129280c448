package dev.wherry.sink.copy;

/** {@code bytea}, from byte[]. */
final class ByteaEncoder implements Encoder {
    @Override
    public void encode(Object value, CopyBuffer out) {
        out.raw((byte[]) value);
    }
}
