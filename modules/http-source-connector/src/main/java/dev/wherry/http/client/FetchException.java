package dev.wherry.http.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** A request has failed. It is classified once, here. */
public final class FetchException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The status of a failure without an answer. */
    public static final int NO_STATUS = 0;

    private final Kind kind;
    private final int status;
    private final transient Duration retryAfter;

    /** What went wrong, and what to do. */
    public enum Kind {
        UNREACHABLE(true, "the connection failed", "wait, or correct source.http.url"),
        TIMED_OUT(true, "the server did not answer in time", "wait, or raise source.http.timeout"),
        TRUNCATED(true, "an answer was cut off", "wait; if it lasts, check the network and its proxies"),
        TLS(false, "no secure connection can be made", "correct source.http.tls, or the certificate of the server"),
        DENIED(false, "access is denied", "correct source.http.auth, or the key in source.http.headers or query"),
        NO_TOKEN(false, "there is no access token", "correct source.http.auth.oauth2"),
        NOT_FOUND(false, "the address does not exist", "correct source.http.url"),
        SLOW_DOWN(
                false,
                "the server asks to slow down",
                "wait, and write a lower source.http.rate or source.http.parallel"),
        REFUSED(false, "the server refuses the request", "correct source.http"),
        UNSENDABLE(
                false,
                "a request cannot be sent as the feed file says",
                "write a value that may have any character into source.http.query or source.http.body, which encode it"),
        SERVER_ERROR(false, "the server has failed", "wait; if it lasts, ask who operates the API"),
        OTHER_HOST(
                false,
                "the server refers to another host",
                "correct source.http.url, or write redirects: any if that host may be asked without credentials"),
        OVERSIZE(false, "an answer is too large", "ask for smaller pages, or raise source.http.response-limit"),
        BAD_ANSWER(false, "an answer is not what the feed file says", "correct source.http.items and source.http.next"),
        NOT_MOVING(
                false,
                "the next page is one that was read before",
                "write source.http.next.until if the last page is requested again and again; an inclusive cursor needs"
                        + " pages with more items than have the same cursor");

        private final boolean broken;
        private final String sentence;
        private final String remedy;

        Kind(boolean broken, String sentence, String remedy) {
            this.broken = broken;
            this.sentence = sentence;
            this.remedy = remedy;
        }

        /** Whether no whole answer arrived, so that the request is tried again whatever the feed says of statuses. */
        public boolean isBroken() {
            return broken;
        }

        /** What went wrong. */
        public String sentence() {
            return sentence;
        }

        /** What to do. */
        public String remedy() {
            return remedy;
        }

        /** As metrics name it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What a status other than 2xx means. */
        static Kind ofStatus(int status) {
            return switch (status) {
                case 401, 403, 407 -> DENIED;
                case 404, 410 -> NOT_FOUND;
                case 429 -> SLOW_DOWN;
                default -> status >= 500 ? SERVER_ERROR : REFUSED;
            };
        }
    }

    /** @param detail what the server or the network said, without secrets and without events */
    public FetchException(Kind kind, String detail, Throwable cause) {
        this(kind, NO_STATUS, null, detail, cause);
    }

    FetchException(Kind kind, int status, Duration retryAfter, String detail, Throwable cause) {
        super(detail, cause);
        this.kind = kind;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** The status of the answer, or {@link #NO_STATUS}. */
    public int status() {
        return status;
    }

    /** How long the server asks to wait; null if it does not. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
