package dev.wherry.contracts.event;

import dev.wherry.contracts.ReasonCode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Checks that an event's bytes are UTF-8. Jackson accepts some malformed UTF-8, and detects UTF-16 and UTF-32. */
final class EncodingCheck {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;

    private EncodingCheck() {}

    static void check(byte[] event) throws RejectedEventException {
        if (event.length == 0) {
            throw new RejectedEventException(ReasonCode.EMPTY.reason("", "the event has no bytes"));
        }
        int plain = plainPrefix(event);
        if (plain < event.length) {
            checkUtf8(event, plain);
            checkNoNul(event, plain);
        }
    }

    /** Checks text, which may be empty and contain NUL. */
    static void checkUtf8(byte[] text) throws RejectedEventException {
        int plain = plainPrefix(text);
        if (plain < text.length) {
            checkUtf8(text, plain);
        }
    }

    /**
     * The number of leading bytes that are ASCII without NUL, all of them in most events. Checks eight bytes at a time.
     */
    private static int plainPrefix(byte[] event) {
        int at = 0;
        for (; at + Long.BYTES <= event.length; at += Long.BYTES) {
            long eight = (long) LONGS.get(event, at);
            // The second term is nonzero if a byte is zero, and is zero for ASCII without NUL.
            if ((eight & HIGH_BITS) != 0 || ((eight - LOW_BITS) & HIGH_BITS) != 0) {
                return at;
            }
        }
        while (at < event.length && event[at] > 0) {
            at++;
        }
        return at;
    }

    private static void checkUtf8(byte[] event, int from) throws RejectedEventException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(event, from, event.length - from);
        CharBuffer out = CharBuffer.allocate(1024);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw new RejectedEventException(ReasonCode.NOT_UTF8.reason(
                    "",
                    "is not valid UTF-8 at byte " + in.position()
                            + "; if the file has another encoding, declare it in the feed file"));
        }
    }

    /** JSON allows NUL nowhere. Jackson would interpret one among the first bytes as UTF-16 or UTF-32. */
    private static void checkNoNul(byte[] event, int from) throws RejectedEventException {
        for (int i = from; i < event.length; i++) {
            if (event[i] == 0) {
                throw new RejectedEventException(ReasonCode.MALFORMED_JSON.reason(
                        "", "contains a zero byte (byte " + i + "): UTF-16, or a file left unwritten by a crash"));
            }
        }
    }
}
