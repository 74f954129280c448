package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.wire.Origin;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * The bytes of candidates that share one version: a single one on its way to its key's task, and all that are tied for the win in the
 * store. Both are one format, so that a candidate which wins alone, as nearly all do, is stored as it came.
 *
 * <pre>
 * format (1 byte) | version | count (1 byte) | count × ( id | timed (1 byte) | modified (8) | offset (8) | file | feed | event )
 * </pre>
 *
 * Texts and bytes are preceded by their length in 4 bytes. The version comes first because it alone decides most contests.
 */
final class CandidateFormat {
    private static final byte FORMAT = 1;
    /** Where the version begins. */
    static final int VERSION = 1 + Integer.BYTES;

    private CandidateFormat() {}

    static byte[] encode(Candidate candidate) {
        return encode(List.of(candidate));
    }

    /** The candidates, all of one version, in their order. */
    static byte[] encode(List<Candidate> candidates) {
        byte[] version = candidates.get(0).version();
        List<Encoded> parts = candidates.stream().map(Encoded::of).toList();
        int size = VERSION
                + version.length
                + 1
                + parts.stream().mapToInt(Encoded::size).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size).put(FORMAT);
        put(bytes, version);
        bytes.put((byte) parts.size());
        parts.forEach(part -> part.writeTo(bytes));
        return bytes.array();
    }

    static List<Candidate> decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        requireFormat(bytes.get());
        byte[] version = take(bytes);
        int count = bytes.get();
        List<Candidate> candidates = new ArrayList<>(count + 1);
        for (int i = 0; i < count; i++) {
            candidates.add(decodeOne(version, bytes));
        }
        return candidates;
    }

    /** Compares the versions alone, without decoding anything else. */
    static int compareVersions(byte[] one, byte[] other) {
        requireFormat(one[0]);
        requireFormat(other[0]);
        return Arrays.compareUnsigned(one, VERSION, versionEnd(one), other, VERSION, versionEnd(other));
    }

    private static Candidate decodeOne(byte[] version, ByteBuffer bytes) {
        byte[] id = take(bytes);
        boolean timed = bytes.get() == 1;
        long modified = bytes.getLong();
        long offset = bytes.getLong();
        String file = new String(take(bytes), UTF_8);
        String feed = new String(take(bytes), UTF_8);
        Origin origin = new Origin(file, offset, timed ? OptionalLong.of(modified) : OptionalLong.empty());
        return new Candidate(version, id, feed, origin, take(bytes));
    }

    /** Where the version ends. */
    static int versionEnd(byte[] encoded) {
        return VERSION + ByteBuffer.wrap(encoded).getInt(1);
    }

    private static void put(ByteBuffer bytes, byte[] part) {
        bytes.putInt(part.length).put(part);
    }

    private static byte[] take(ByteBuffer bytes) {
        byte[] part = new byte[bytes.getInt()];
        bytes.get(part);
        return part;
    }

    private static void requireFormat(byte format) {
        if (format != FORMAT) {
            throw new IllegalStateException("the state holds a candidate of format " + format
                    + ", and this version reads format " + FORMAT + " only; run the version that wrote it");
        }
    }

    /** A candidate without its version, its texts as bytes. */
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
                    + 2 * Long.BYTES
                    + candidate.id().length
                    + file.length
                    + feed.length
                    + candidate.event().length;
        }

        void writeTo(ByteBuffer bytes) {
            put(bytes, candidate.id());
            OptionalLong modified = candidate.origin().modified();
            bytes.put((byte) (modified.isPresent() ? 1 : 0)).putLong(modified.orElse(0));
            bytes.putLong(candidate.origin().offset());
            put(bytes, file);
            put(bytes, feed);
            put(bytes, candidate.event());
        }
    }
}
