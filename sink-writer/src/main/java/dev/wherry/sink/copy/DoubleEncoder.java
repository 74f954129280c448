package dev.wherry.sink.copy;

/** {@code double precision}, from Double; every bit pattern but a NaN's comes back as it went. */
final class DoubleEncoder implements Encoder {
    @Override
    public void encode(Object value, CopyBuffer out) {
        out.int64(Double.doubleToLongBits((Double) value));
    }
}
