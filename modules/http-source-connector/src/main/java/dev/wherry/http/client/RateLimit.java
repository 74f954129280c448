package dev.wherry.http.client;

import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No more than so many requests in any period of a length. Shared by the threads of a feed. */
public final class RateLimit {
    private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,3})/([smh])");

    /** When the last requests were sent, in a circle; null without a limit. */
    private final long[] sent;

    private final long period;
    private int next;
    private long count;
    private boolean held;
    private long heldUntil;

    private RateLimit(long[] sent, long period) {
        this.sent = sent;
        this.period = period;
    }

    /**
     * Reads one such as 10/s, 100/m or 1000/h; an empty text stands for no limit.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    public static RateLimit of(String text) {
        if (text.isEmpty()) {
            return new RateLimit(null, 0);
        }
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a rate such as 10/s, 100/m or 1000/h");
        }
        TimeUnit unit =
                switch (matcher.group(2)) {
                    case "s" -> TimeUnit.SECONDS;
                    case "m" -> TimeUnit.MINUTES;
                    default -> TimeUnit.HOURS;
                };
        return new RateLimit(new long[Integer.parseInt(matcher.group(1))], unit.toNanos(1));
    }

    /** Returns 0 if a request may be sent now, which is then counted, or how long to wait. */
    public synchronized long acquire(long now) {
        held = held && now - heldUntil < 0;
        if (held) {
            return heldUntil - now;
        }
        if (sent == null) {
            return 0;
        }
        long wait = count < sent.length ? 0 : sent[next] + period - now;
        if (wait > 0) {
            return wait;
        }
        sent[next] = now;
        next = (next + 1) % sent.length;
        count++;
        return 0;
    }

    /** The server asks to wait until then. */
    public synchronized void holdUntil(long time) {
        if (!held || time - heldUntil > 0) {
            heldUntil = time;
            held = true;
        }
    }
}
