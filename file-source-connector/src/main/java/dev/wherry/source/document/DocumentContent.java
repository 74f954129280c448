package dev.wherry.source.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.SourceFault;
import dev.wherry.wire.format.ValueFormat;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The bytes of a document, without a byte order mark.
 *
 * @param encoding never {@link Encoding#UTF_16}
 * @param offset the length of the byte order mark
 * @param fault why it is no event; null if it may be one
 */
record DocumentContent(byte[] bytes, Encoding encoding, int offset, SourceFault fault) {
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] LITTLE_ENDIAN_MARK = {(byte) 0xff, (byte) 0xfe};
    private static final byte[] BIG_ENDIAN_MARK = {(byte) 0xfe, (byte) 0xff};
    private static final Map<Encoding, byte[]> FORMATS = new EnumMap<>(Encoding.class);

    static {
        for (Encoding encoding : Encoding.values()) {
            if (encoding != Encoding.UTF_8 && encoding != Encoding.UTF_16) {
                FORMATS.put(encoding, new ValueFormat(encoding, null).toHeader());
            }
        }
    }

    /** @param declared the encoding that the feed declares */
    static DocumentContent of(byte[] bytes, Encoding declared, SourceFault fault) {
        Encoding encoding = declared;
        int offset = 0;
        switch (declared) {
            case UTF_8 -> offset = startsWith(bytes, UTF_8_MARK) ? UTF_8_MARK.length : 0;
            case UTF_16, UTF_16LE, UTF_16BE -> {
                boolean big = startsWith(bytes, BIG_ENDIAN_MARK);
                offset = big || startsWith(bytes, LITTLE_ENDIAN_MARK) ? BIG_ENDIAN_MARK.length : 0;
                if (declared == Encoding.UTF_16) {
                    encoding = big ? Encoding.UTF_16BE : Encoding.UTF_16LE;
                }
            }
            case LATIN_1, WINDOWS_1252 -> {}
        }
        byte[] value = offset == 0 ? bytes : Arrays.copyOfRange(bytes, offset, bytes.length);
        return new DocumentContent(value, encoding, offset, fault);
    }

    private static boolean startsWith(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }

    /** Whether the bytes are a complete JSON document. */
    boolean isComplete() {
        return JsonCompleteness.isComplete(
                encoding.unitBytes() == 1 ? bytes : new String(bytes, encoding.charset()).getBytes(UTF_8));
    }

    /** For the record's header; null if it is UTF-8. */
    byte[] format() {
        return FORMATS.get(encoding);
    }
}
