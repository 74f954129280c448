package dev.wherry.bench.data;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * Valid events of the shipped type {@code card}, 350 bytes each and the same in every run. Events with a higher number
 * are newer, so the last event of a card wins.
 */
public final class CardEvents implements KeyedEvents {
    private static final LocalDateTime EPOCH = LocalDateTime.of(2020, 1, 1, 0, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    static final int SIZE = 350;
    private static final long LARGE_PRIME = 7_368_787;

    private final long cards;

    /** @param cards number of distinct cards */
    public CardEvents(long cards) {
        this.cards = cards;
    }

    @Override
    public byte[] document(long number) {
        return event(number, "\n  ", "\n    ", "\n");
    }

    @Override
    public long key(long number) {
        return card(number);
    }

    /** One line, including the line separator. */
    public byte[] line(long number) {
        return event(number, "", "", "");
    }

    @Override
    public String fileName(long number) {
        return id(number) + ".json";
    }

    private byte[] event(long number, String indent, String deeper, String last) {
        String time = time(number);
        String head = "{" + indent + "\"metadata\": {" + deeper + "\"type\": \"card\"," + deeper + "\"event_at\": \""
                + time
                + "\"," + deeper + "\"event_id\": \"" + id(number) + "\"" + indent + "}," + indent + "\"payload\": {"
                + deeper
                + "\"id\": " + card(number) + "," + deeper + "\"user_id\": " + Math.floorMod(card(number), 1000L) + ","
                + deeper + "\"updated_at\": \"" + time + "\"," + deeper + "\"created_at\": \"2020-01-01 00:00:00\","
                + deeper
                + "\"active\": " + (number % 2 == 0) + "," + deeper + "\"created_by_name\": \"";
        String tail = "\"" + indent + "}" + last + "}" + (indent.isEmpty() ? "\n" : "");
        String name = name(number, Math.max(1, SIZE - head.length() - tail.length()));
        return (head + name + tail).getBytes(StandardCharsets.US_ASCII);
    }

    static String time(long number) {
        return TIME.format(EPOCH.plusSeconds(number));
    }

    /** The card of an event. Any run of as many events as there are cards covers all cards, in pseudo-random order. */
    public long card(long number) {
        return Math.floorMod(number * LARGE_PRIME, cards);
    }

    static String name(long number, int length) {
        StringBuilder name = new StringBuilder(length);
        for (long i = 0; name.length() < length; i++) {
            long letters = mix(number * 8 + i);
            for (int letter = 0; letter < 12 && name.length() < length; letter++) {
                name.append((char) ('a' + Math.floorMod(letters, 26)));
                letters /= 26;
            }
        }
        return name.toString();
    }

    static UUID id(long number) {
        return new UUID(mix(number) & ~0xf000L | 0x4000L, mix(~number) & ~(3L << 62) | 1L << 63);
    }

    /** The finalizer of SplitMix64: distinct numbers stay distinct. */
    private static long mix(long number) {
        long mixed = (number + 1) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
