package dev.wherry.bench.data;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Valid events of the shipped type {@code user}, the same in every run. The oldest event of a user wins, so events with
 * a higher number are older.
 */
public final class UserEvents implements KeyedEvents {
    private static final LocalDateTime END = LocalDateTime.of(2020, 1, 1, 0, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final long users;

    /** @param users number of distinct users */
    public UserEvents(long users) {
        this.users = users;
    }

    @Override
    public long key(long number) {
        return number % users;
    }

    @Override
    public byte[] document(long number) {
        return String.format(
                        Locale.ROOT,
                        """
                {
                  "metadata": {
                    "type": "user",
                    "event_at": "%s",
                    "event_id": "%s"
                  },
                  "payload": {
                    "id": %d,
                    "name": "User Number %d",
                    "address": "%d Bench Street Suite %d\\nMeasuring, MD 79228",
                    "job": "Television camera operator",
                    "score": %s
                  }
                }""",
                        TIME.format(END.minusSeconds(number)),
                        id(number),
                        key(number),
                        number,
                        number,
                        number % 1000,
                        1.0 / (number + 3))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String fileName(long number) {
        return id(number) + ".json";
    }

    private static UUID id(long number) {
        return new UUID(0x4000L, Long.MIN_VALUE | number);
    }
}
