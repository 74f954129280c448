package dev.wherry.sink.copy;

import java.math.BigDecimal;

/**
 * {@code numeric}, from BigDecimal, or from Double for NaN and the infinities. The binary form holds base-10,000 digits,
 * the weight of the first, a sign, and the number of decimal digits after the point.
 */
final class NumericEncoder implements Encoder {
    private static final int POSITIVE = 0x0000;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int PLUS_INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;
    /** Decimal digits in a base-10,000 digit. */
    private static final int GROUP = 4;

    /** PostgreSQL's limits. Beyond them, the 16-bit fields would overflow into another number. */
    private static final long MAX_DIGITS_BEFORE_POINT = 131_072;

    private static final int MAX_DIGITS_AFTER_POINT = 16_383;

    @Override
    public void encode(Object value, CopyBuffer out) {
        if (value instanceof Double special) {
            encodeSpecial(special, out);
        } else {
            encodeFinite((BigDecimal) value, out);
        }
    }

    private static void encodeSpecial(double value, CopyBuffer out) {
        if (Double.isFinite(value)) {
            throw new IllegalArgumentException("a finite numeric must be a BigDecimal");
        }
        out.int16(0);
        out.int16(0);
        out.int16(Double.isNaN(value) ? NAN : value > 0 ? PLUS_INFINITY : MINUS_INFINITY);
        out.int16(0);
    }

    private static void encodeFinite(BigDecimal value, CopyBuffer out) {
        if ((long) value.precision() - value.scale() > MAX_DIGITS_BEFORE_POINT
                || value.scale() > MAX_DIGITS_AFTER_POINT) {
            throw new IllegalArgumentException("a number has more digits than PostgreSQL allows");
        }
        int scale = Math.max(0, value.scale());
        int exponent = Math.max(0, -value.scale());
        String digits = value.unscaledValue().abs().toString();
        int padding = Math.floorMod(-scale, GROUP);
        // Decimal digits in all, with the fraction padded to whole groups.
        int places = Math.addExact(Math.addExact(digits.length(), exponent), padding);
        int groups = (places + GROUP - 1) / GROUP;
        int fractionGroups = (scale + padding) / GROUP;
        out.int16(groups);
        out.int16(groups - fractionGroups - 1);
        out.int16(value.signum() < 0 ? NEGATIVE : POSITIVE);
        out.int16(scale);
        int leadingZeros = groups * GROUP - places;
        for (int group = 0; group < groups; group++) {
            int digit = 0;
            for (int place = group * GROUP - leadingZeros; place < (group + 1) * GROUP - leadingZeros; place++) {
                digit = digit * 10 + (place >= 0 && place < digits.length() ? digits.charAt(place) - '0' : 0);
            }
            out.int16(digit);
        }
    }
}
