package dev.wherry.wire.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The reading of a file that an event belongs to. A file that is rewritten, replaced or delivered again under its name is
 * read again, and each reading has a receipt. The header {@link dev.wherry.wire.Headers#READING} contains it.
 *
 * @param id unique among all readings; ids sort like the times at which the readings began
 * @param whole what there is to say of the file if the event is all of it; null if the event is a part of a file
 */
public record Reading(String id, @Nullable WholeFile whole) {
    /** The length of an id: 54 bits of time and 42 random bits. */
    private static final int ID_LENGTH = 16;

    private static final int TIME_LENGTH = 9;
    private static final int BITS = 6;
    private static final char SEPARATOR = ' ';
    /** In the order of the characters, so that texts sort like numbers. */
    private static final String DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private static final AtomicLong LAST_BEGINNING = new AtomicLong();

    /**
     * A file that is one event.
     *
     * @param size in bytes
     * @param fingerprint see {@link FinishedFile#fingerprint}
     */
    public record WholeFile(long size, String fingerprint) {}

    /** The id of a reading that begins now: the time in microseconds, which is greater than that of any id before. */
    public static String newId() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        long beginning = LAST_BEGINNING.updateAndGet(last -> Math.max(last + 1, now));
        StringBuilder id = new StringBuilder(ID_LENGTH);
        append(id, beginning, TIME_LENGTH);
        append(id, ThreadLocalRandom.current().nextLong(), ID_LENGTH - TIME_LENGTH);
        return id.toString();
    }

    private static void append(StringBuilder id, long number, int digits) {
        for (int shift = BITS * (digits - 1); shift >= 0; shift -= BITS) {
            id.append(DIGITS.charAt((int) (number >>> shift) & (DIGITS.length() - 1)));
        }
    }

    /** The header's value: {@code id}, or {@code id size fingerprint}. */
    public byte[] toHeader() {
        String text = whole == null ? id : id + SEPARATOR + whole.size + SEPARATOR + whole.fingerprint;
        return text.getBytes(ISO_8859_1);
    }

    /** Whether the header's value is one that {@link #toHeader} returns for a part of a file. */
    public static boolean isPart(byte @Nullable [] header) {
        return header != null && header.length == ID_LENGTH && startsWithId(header);
    }

    /** A record that was written by hand may contain anything. */
    private static boolean startsWithId(byte[] header) {
        for (int i = 0; i < ID_LENGTH; i++) {
            byte digit = header[i];
            boolean known = digit >= 'a' && digit <= 'z'
                    || digit >= 'A' && digit <= 'Z'
                    || digit >= '0' && digit <= '9'
                    || digit == '-'
                    || digit == '_';
            if (!known) {
                return false;
            }
        }
        return true;
    }

    /** Reads a header's value; null if it is absent or {@link #toHeader} cannot have returned it. */
    public static @Nullable Reading ofHeader(byte @Nullable [] header) {
        if (header == null || header.length < ID_LENGTH || !startsWithId(header)) {
            return null;
        }
        String text = new String(header, ISO_8859_1);
        if (header.length == ID_LENGTH) {
            return new Reading(text, null);
        }
        int end = text.indexOf(SEPARATOR, ID_LENGTH + 1);
        if (text.indexOf(SEPARATOR) != ID_LENGTH || end < 0) {
            return null;
        }
        try {
            long size = Long.parseLong(text, ID_LENGTH + 1, end, 10);
            return new Reading(text.substring(0, ID_LENGTH), new WholeFile(size, text.substring(end + 1)));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
