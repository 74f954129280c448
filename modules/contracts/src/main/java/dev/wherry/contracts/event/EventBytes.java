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

/** Holds an event's bytes to UTF-8 before they are parsed: Jackson lets some of what is none pass, and takes UTF-16 for what it is. */
final class EventBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;

    private EventBytes() {}

    static void check(byte[] event) throws RefusedException {
        if (event.length == 0) {
            throw new RefusedException(ReasonCode.EMPTY.at("", "the event has no bytes"));
        }
        int plain = plainPrefix(event);
        if (plain < event.length) {
            checkUtf8(event, plain);
            checkNoNul(event, plain);
        }
    }

    /** How many bytes at the beginning are ASCII without NUL, which is all of them in most events: eight at a time. */
    private static int plainPrefix(byte[] event) {
        int at = 0;
        for (; at + Long.BYTES <= event.length; at += Long.BYTES) {
            long eight = (long) LONGS.get(event, at);
            // The second term is not zero if one of the bytes is zero (and for no ASCII without zeros).
            if ((eight & HIGH_BITS) != 0 || ((eight - LOW_BITS) & HIGH_BITS) != 0) {
                return at;
            }
        }
        while (at < event.length && event[at] > 0) {
            at++;
        }
        return at;
    }

    private static void checkUtf8(byte[] event, int from) throws RefusedException {
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
            throw new RefusedException(
                    ReasonCode.NOT_UTF8.at("", "is no UTF-8 from byte " + in.position() + " on; write JSON as UTF-8"));
        }
    }

    /** A NUL is nowhere allowed in JSON. Jackson would take one among the first bytes for a sign of UTF-16 or UTF-32. */
    private static void checkNoNul(byte[] event, int from) throws RefusedException {
        for (int i = from; i < event.length; i++) {
            if (event[i] == 0) {
                throw new RefusedException(ReasonCode.MALFORMED_JSON.at(
                        "",
                        "holds a byte of value zero (byte " + i + "): UTF-16, or a file that a crash left unwritten"));
            }
        }
    }
}
