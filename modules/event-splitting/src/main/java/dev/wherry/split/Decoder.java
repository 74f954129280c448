package dev.wherry.split;

import java.nio.ByteBuffer;

/**
 * Decodes compressed streams, one after the other: the members of a gzip file or the frames of a zstd file. The input can
 * come in pieces.
 */
interface Decoder extends AutoCloseable {
    /** What is wrong with the compressed bytes. */
    final class DamageException extends Exception {
        private final boolean unknownFormat;

        private DamageException(String message, boolean unknownFormat) {
            super(message);
            this.unknownFormat = unknownFormat;
        }

        static DamageException corrupt(String message) {
            return new DamageException(message, false);
        }

        /** The bytes are no stream of this kind from their start. */
        static DamageException unknownFormat() {
            return new DamageException("", true);
        }

        boolean isUnknownFormat() {
            return unknownFormat;
        }
    }

    /** Of the format, as messages name it. */
    String name();

    /**
     * Decodes until the source is empty, the target is full or a stream ends.
     *
     * @param source a direct buffer
     */
    void decode(ByteBuffer source, ByteBuffer target) throws DamageException;

    /** Whether the last byte decoded is the last one of a stream. */
    boolean isBetweenStreams();

    @Override
    void close();
}
