package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.wire.Origin;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Encodes candidates of one version: a single one on its way to its key's task, and all tied ones in the store. Both
 * use one format, so that a candidate without ties, as nearly all are, is stored as it arrived.
 *
 * <pre>
 * format (1 byte) | version | count (1 byte) | count × candidate
 * candidate: id | flags (1 byte) | modified (8, if flagged) | offset (8) | line (8, if flagged) | file | feed | event
 * </pre>
 *
 * Texts and byte arrays are prefixed with their length in 4 bytes. The version comes first because it alone decides
 * most contests.
 */
final class CandidateFormat {
    private static final byte FORMAT = 1;
    private static final int HAS_MODIFIED = 1;
    private static final int HAS_LINE = 2;
    private static final int IS_DELETION = 4;
    /** The offset of the version. */
    static final int VERSION_OFFSET = 1 + Integer.BYTES;

    private CandidateFormat() {}

    static byte[] encode(Candidate candidate) {
        return encode(List.of(candidate));
    }

    /** Encodes candidates of one version and keeps their order. */
    static byte[] encode(List<Candidate> candidates) {
        byte[] version = candidates.get(0).version();
        List<Encoded> parts = candidates.stream().map(Encoded::of).toList();
        int size = VERSION_OFFSET
                + version.length
                + 1
                + parts.stream().mapToInt(Encoded::size).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size).put(FORMAT);
        write(bytes, version);
        bytes.put((byte) parts.size());
        parts.forEach(part -> part.writeTo(bytes));
        return bytes.array();
    }

    static List<Candidate> decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        requireFormat(bytes.get());
        byte[] version = read(bytes);
        int count = bytes.get();
        List<Candidate> candidates = new ArrayList<>(count + 1);
        for (int i = 0; i < count; i++) {
            candidates.add(decodeOne(version, bytes));
        }
        return candidates;
    }

    /** Compares the versions without decoding anything else. */
    static int compareVersions(byte[] one, byte[] other) {
        requireFormat(one[0]);
        requireFormat(other[0]);
        return Arrays.compareUnsigned(one, VERSION_OFFSET, versionEnd(one), other, VERSION_OFFSET, versionEnd(other));
    }

    /** Compares the version of candidates with another. */
    static int compareVersion(byte[] encoded, byte[] version) {
        requireFormat(encoded[0]);
        return Arrays.compareUnsigned(encoded, VERSION_OFFSET, versionEnd(encoded), version, 0, version.length);
    }

    private static Candidate decodeOne(byte[] version, ByteBuffer bytes) {
        byte[] id = read(bytes);
        byte flags = bytes.get();
        OptionalLong modified = optional(flags, HAS_MODIFIED, bytes);
        long offset = bytes.getLong();
        OptionalLong line = optional(flags, HAS_LINE, bytes);
        String file = new String(read(bytes), UTF_8);
        String feed = new String(read(bytes), UTF_8);
        Origin origin = new Origin(file, offset, modified, line);
        return new Candidate(version, id, feed, origin, read(bytes), (flags & IS_DELETION) != 0);
    }

    /** Whether the first candidate, which in the store is the winner, is a deletion. */
    static boolean isDeletion(byte[] encoded) {
        requireFormat(encoded[0]);
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        int id = versionEnd(encoded) + 1;
        return (bytes.get(id + Integer.BYTES + bytes.getInt(id)) & IS_DELETION) != 0;
    }

    private static OptionalLong optional(byte flags, int flag, ByteBuffer bytes) {
        return (flags & flag) == 0 ? OptionalLong.empty() : OptionalLong.of(bytes.getLong());
    }

    /** The offset behind the version. */
    static int versionEnd(byte[] encoded) {
        return VERSION_OFFSET + ByteBuffer.wrap(encoded).getInt(1);
    }

    private static void write(ByteBuffer bytes, byte[] part) {
        bytes.putInt(part.length).put(part);
    }

    private static byte[] read(ByteBuffer bytes) {
        byte[] part = new byte[bytes.getInt()];
        bytes.get(part);
        return part;
    }

    private static void requireFormat(byte format) {
        if (format != FORMAT) {
            throw new IllegalStateException("the state contains a candidate of format " + format
                    + ", but this version reads only format " + FORMAT + "; run the version that wrote it");
        }
    }

    /** A candidate without its version, with texts encoded. */
    private record Encoded(Candidate candidate, byte[] file, byte[] feed) {
        static Encoded of(Candidate candidate) {
            return new Encoded(
                    candidate,
                    candidate.origin().file().getBytes(UTF_8),
                    candidate.feed().getBytes(UTF_8));
        }

        int size() {
            return 4 * Integer.BYTES
                    + 1
                    + Long.BYTES
                    + optionalSize(candidate.origin().modified())
                    + optionalSize(candidate.origin().line())
                    + candidate.id().length
                    + file.length
                    + feed.length
                    + candidate.event().length;
        }

        private static int optionalSize(OptionalLong number) {
            return number.isPresent() ? Long.BYTES : 0;
        }

        void writeTo(ByteBuffer bytes) {
            OptionalLong modified = candidate.origin().modified();
            OptionalLong line = candidate.origin().line();
            write(bytes, candidate.id());
            bytes.put((byte) ((modified.isPresent() ? HAS_MODIFIED : 0)
                    | (line.isPresent() ? HAS_LINE : 0)
                    | (candidate.deletion() ? IS_DELETION : 0)));
            modified.ifPresent(bytes::putLong);
            bytes.putLong(candidate.origin().offset());
            line.ifPresent(bytes::putLong);
            write(bytes, file);
            write(bytes, feed);
            write(bytes, candidate.event());
        }
    }
}
