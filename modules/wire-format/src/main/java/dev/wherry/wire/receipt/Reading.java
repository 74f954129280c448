package dev.wherry.wire.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The reading of a file that an event belongs to. A file that is rewritten, replaced or delivered again under its name is
 * read again, and each reading has a receipt. The header {@link dev.wherry.wire.Headers#READING} contains it.
 *
 * @param id unique among the readings of files of one name, and of all files that are being read
 * @param whole what there is to say of the file if the event is all of it; null if the event is a part of a file
 */
public record Reading(String id, @Nullable WholeFile whole) {
    /** 64 bits in Base64. */
    private static final int ID_LENGTH = 11;

    private static final char SEPARATOR = ' ';
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /**
     * A file that is one event.
     *
     * @param size in bytes
     * @param fingerprint see {@link FinishedFile#fingerprint}
     */
    public record WholeFile(long size, String fingerprint) {}

    /** A new, random id. */
    public static String newId() {
        byte[] random = ByteBuffer.allocate(Long.BYTES)
                .putLong(ThreadLocalRandom.current().nextLong())
                .array();
        return ENCODER.encodeToString(random);
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
            boolean base64 = digit >= 'a' && digit <= 'z'
                    || digit >= 'A' && digit <= 'Z'
                    || digit >= '0' && digit <= '9'
                    || digit == '-'
                    || digit == '_';
            if (!base64) {
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
