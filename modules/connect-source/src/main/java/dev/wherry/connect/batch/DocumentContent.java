package dev.wherry.connect.batch;

import dev.wherry.split.ByteOrderMark;
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
public record DocumentContent(byte[] bytes, Encoding encoding, int offset, SourceFault fault) {
    private static final Map<Encoding, byte[]> FORMATS = new EnumMap<>(Encoding.class);

    static {
        for (Encoding encoding : Encoding.values()) {
            if (encoding != Encoding.UTF_8 && encoding != Encoding.UTF_16) {
                FORMATS.put(encoding, new ValueFormat(encoding, null).toHeader());
            }
        }
    }

    /** @param declared the encoding that the feed declares */
    public static DocumentContent of(byte[] bytes, Encoding declared, SourceFault fault) {
        ByteOrderMark mark = ByteOrderMark.find(declared, bytes);
        byte[] value = mark.length() == 0 ? bytes : Arrays.copyOfRange(bytes, mark.length(), bytes.length);
        return new DocumentContent(value, mark.encoding(), mark.length(), fault);
    }

    /** For the record's header; null if it is UTF-8. */
    public byte[] format() {
        return FORMATS.get(encoding);
    }
}
