package dev.wherry.split;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes gzip members (RFC 1952). The stream of the JDK ignores what follows the last member and cannot say what it
 * read before the damage.
 */
final class GzipDecoder implements Decoder {
    private static final int FIXED_HEADER_BYTES = 10;
    private static final int[] MAGIC = {0x1f, 0x8b, 8};
    private static final int TRAILER_BYTES = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private enum Part {
        FIXED_HEADER,
        EXTRA_LENGTH,
        EXTRA_FIELD,
        FILE_NAME,
        FILE_COMMENT,
        HEADER_CHECKSUM,
        BODY,
        TRAILER
    }

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private Part part = Part.FIXED_HEADER;
    /** The bytes read of a part of fixed size. */
    private int count;

    private int flags;
    private int extraLength;
    private long trailer;

    @Override
    public String name() {
        return "gzip";
    }

    @Override
    public void decode(ByteBuffer source, ByteBuffer target) throws DamageException {
        while (part != Part.BODY && part != Part.TRAILER && source.hasRemaining()) {
            header(source.get() & 0xff);
        }
        if (part == Part.BODY) {
            inflate(source, target);
        }
        while (part == Part.TRAILER && source.hasRemaining()) {
            trailer(source.get() & 0xff);
        }
    }

    private void header(int unit) throws DamageException {
        switch (part) {
            case FIXED_HEADER -> {
                if (count < MAGIC.length && unit != MAGIC[count]) {
                    throw DamageException.unknownFormat();
                }
                if (count == MAGIC.length) {
                    flags = unit;
                    if ((flags & RESERVED) != 0) {
                        throw DamageException.corrupt("its header has unknown flags");
                    }
                }
                if (++count == FIXED_HEADER_BYTES) {
                    begin(Part.EXTRA_LENGTH);
                }
            }
            case EXTRA_LENGTH -> {
                extraLength |= unit << (Byte.SIZE * count);
                if (++count == 2) {
                    begin(Part.EXTRA_FIELD);
                }
            }
            case EXTRA_FIELD -> {
                if (++count == extraLength) {
                    begin(Part.FILE_NAME);
                }
            }
            case FILE_NAME -> {
                if (unit == 0) {
                    begin(Part.FILE_COMMENT);
                }
            }
            case FILE_COMMENT -> {
                if (unit == 0) {
                    begin(Part.HEADER_CHECKSUM);
                }
            }
            case HEADER_CHECKSUM -> {
                if (++count == 2) {
                    begin(Part.BODY);
                }
            }
            case BODY, TRAILER -> throw new IllegalStateException("not in a header");
        }
    }

    /** Begins the part, or the next one that the header has. */
    private void begin(Part next) {
        part = next;
        count = 0;
        if ((next == Part.EXTRA_LENGTH && (flags & EXTRA) == 0) || (next == Part.EXTRA_FIELD && extraLength == 0)) {
            begin(Part.FILE_NAME);
        } else if (next == Part.FILE_NAME && (flags & NAME) == 0) {
            begin(Part.FILE_COMMENT);
        } else if (next == Part.FILE_COMMENT && (flags & COMMENT) == 0) {
            begin(Part.HEADER_CHECKSUM);
        } else if (next == Part.HEADER_CHECKSUM && (flags & HEADER_CRC) == 0) {
            begin(Part.BODY);
        }
    }

    private void inflate(ByteBuffer source, ByteBuffer target) throws DamageException {
        int from = target.position();
        try {
            inflater.setInput(source);
            inflater.inflate(target);
        } catch (DataFormatException e) {
            throw DamageException.corrupt("its deflated data is malformed");
        }
        checksum.update(target.duplicate().flip().position(from));
        if (inflater.finished()) {
            begin(Part.TRAILER);
            trailer = 0;
        }
    }

    private void trailer(int unit) throws DamageException {
        trailer |= (long) unit << (Byte.SIZE * count);
        if (++count < TRAILER_BYTES) {
            return;
        }
        if ((trailer & 0xffffffffL) != checksum.getValue()) {
            throw DamageException.corrupt("its checksum is wrong");
        }
        if (trailer >>> Integer.SIZE != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw DamageException.corrupt("its size is wrong");
        }
        inflater.reset();
        checksum.reset();
        extraLength = 0;
        begin(Part.FIXED_HEADER);
    }

    @Override
    public boolean isBetweenStreams() {
        return part == Part.FIXED_HEADER && count == 0;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
