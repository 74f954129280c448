package dev.wherry.contracts.event;

import dev.wherry.contracts.ReasonCode;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.ValueFormat;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes the values of raw records by what their headers say. Not thread-safe. */
final class RawValues {
    private byte @Nullable [] lastHeader;
    private ValueFormat lastFormat = ValueFormat.JSON;

    /** What the record's value is. All rows of a file have the same header, which is parsed once. */
    ValueFormat format(HeaderReader headers) throws RejectedEventException {
        byte[] header = headers.bytes(Headers.FORMAT);
        if (header == null) {
            return ValueFormat.JSON;
        }
        if (!Arrays.equals(header, lastHeader)) {
            try {
                lastFormat = ValueFormat.ofHeader(header);
            } catch (IllegalArgumentException unreadable) {
                throw new RejectedEventException(ReasonCode.UNKNOWN_FORMAT.reason(
                        "", "the header " + Headers.FORMAT + " of the record does not name a format that is known"));
            }
            lastHeader = header;
        }
        return lastFormat;
    }

    /** A JSON document as UTF-8. If it is that already, it is not checked. */
    static byte[] document(byte[] value, Encoding encoding) throws RejectedEventException {
        return encoding == Encoding.UTF_8 ? value : decode(value, encoding).getBytes(StandardCharsets.UTF_8);
    }

    /** The value as text. */
    static String text(byte[] value, Encoding encoding) throws RejectedEventException {
        if (encoding == Encoding.UTF_8) {
            EncodingCheck.checkUtf8(value);
            return new String(value, StandardCharsets.UTF_8);
        }
        return decode(value, encoding);
    }

    private static String decode(byte[] value, Encoding encoding) throws RejectedEventException {
        CharsetDecoder decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(value);
        CharBuffer chars = CharBuffer.allocate(value.length); // no supported encoding has more characters than bytes
        CoderResult result = decoder.decode(bytes, chars, true);
        if (result.isError()) {
            throw new RejectedEventException(ReasonCode.BAD_ENCODING.reason(
                    "",
                    "is not valid " + encoding.label() + " at byte " + bytes.position()
                            + "; correct the encoding in the feed file"));
        }
        return chars.flip().toString();
    }
}
