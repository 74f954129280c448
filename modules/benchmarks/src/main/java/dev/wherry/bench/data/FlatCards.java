package dev.wherry.bench.data;

import java.nio.charset.StandardCharsets;

/**
 * Events without nested objects, so that they can be rows of a CSV file as well as JSON. Both have 349 bytes; the name of a
 * card's creator is longer in a row, which does not repeat the names of the columns. Events with a higher number are newer.
 */
public final class FlatCards {
    /** The names of the columns. */
    public static final String HEADER = "event_id,event_at,id,user_id,updated_at,created_at,active,created_by_name";

    private static final String CREATED_AT = "2020-01-01 00:00:00";
    /** Without the separator. */
    private static final int SIZE = CardEvents.SIZE - 1;

    private static final int PART_NAME = 20;

    private final CardEvents cards;

    /** @param cards which event is about which card */
    public FlatCards(CardEvents cards) {
        this.cards = cards;
    }

    /** An event as a row. */
    public byte[] row(long number) {
        String time = CardEvents.time(number);
        String head = CardEvents.id(number) + "," + time + "," + cards.card(number) + "," + user(number) + "," + time
                + "," + CREATED_AT + "," + isActive(number) + ",";
        return bytes(head, number, "");
    }

    /** An event as a JSON object on one line. */
    public byte[] object(long number) {
        String time = CardEvents.time(number);
        String head = "{\"event_id\": \"" + CardEvents.id(number) + "\", \"event_at\": \"" + time + "\", \"id\": "
                + cards.card(number) + ", \"user_id\": " + user(number) + ", \"updated_at\": \"" + time
                + "\", \"created_at\": \"" + CREATED_AT + "\", \"active\": " + isActive(number)
                + ", \"created_by_name\": \"";
        return bytes(head, number, "\"}");
    }

    /** An event as a JSON object on one line, with an array of elements more. */
    public byte[] objectWithParts(long number, int parts) {
        String object = new String(object(number), StandardCharsets.US_ASCII);
        StringBuilder event =
                new StringBuilder(object).deleteCharAt(object.length() - 1).append(", \"parts\": [");
        for (int i = 0; i < parts; i++) {
            event.append(i == 0 ? "" : ", ")
                    .append("{\"number\": ")
                    .append(i)
                    .append(", \"name\": \"")
                    .append(CardEvents.name(number + i, PART_NAME))
                    .append("\"}");
        }
        return event.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private long user(long number) {
        return Math.floorMod(cards.card(number), 1000L);
    }

    private static boolean isActive(long number) {
        return number % 2 == 0;
    }

    private static byte[] bytes(String head, long number, String tail) {
        String name = CardEvents.name(number, SIZE - head.length() - tail.length());
        return (head + name + tail).getBytes(StandardCharsets.US_ASCII);
    }
}
