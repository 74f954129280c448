package dev.wherry.s3.store;

import java.io.IOException;
import java.util.Locale;

/** A request has failed. It is classified once, here. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What went wrong, and what to do. */
    public enum Kind {
        NO_SUCH_BUCKET(false, "the bucket does not exist", "correct source.s3.bucket or source.s3.endpoint"),
        DENIED(
                false,
                "access is denied",
                "allow the credentials s3:ListBucket, s3:GetObject and what source.s3.finished needs, or set"
                        + " source.s3.anonymous for a public bucket"),
        BAD_CREDENTIALS(false, "the credentials are missing or not valid", "correct source.s3.credentials"),
        WRONG_REGION(false, "the bucket is in another region", "correct source.s3.region"),
        CLOCK_SKEW(false, "the clocks of worker and store differ too much", "synchronize the worker's clock"),
        UNSUPPORTED(false, "the store does not answer as S3 does", "correct source.s3.endpoint, or use another store"),
        SLOW_DOWN(true, "the store asks to slow down", "wait, or lower source.s3.parallel"),
        UNREACHABLE(true, "the connection failed", "wait, or correct source.s3.endpoint"),
        TRUNCATED(true, "an answer was cut off", "wait; if it lasts, check the network and its proxies"),
        SERVER_ERROR(true, "the store has failed", "wait; if it lasts, look into the store's own log"),
        ARCHIVED(
                false,
                "an object is archived",
                "restore it, or set source.s3.prefix or the feed's patterns without it"),
        /** The object does not exist. */
        NOT_FOUND(
                true,
                "an object that is listed does not exist",
                "wait for the store's listing; if it lasts, delete the object or store it again"),
        /** The object has another content now. */
        CHANGED(
                true,
                "an object that is listed has another content",
                "wait for the store's listing; if it lasts, delete the object or store it again");

        private final boolean passes;
        private final String sentence;
        private final String remedy;

        Kind(boolean passes, String sentence, String remedy) {
            this.passes = passes;
            this.sentence = sentence;
            this.remedy = remedy;
        }

        /** Whether waiting can help. Otherwise only a person can. */
        public boolean passes() {
            return passes;
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

        /** Whether it says that a version of an object is no longer there. */
        public boolean isLoss() {
            return this == NOT_FOUND || this == CHANGED;
        }
    }

    /** @param detail what the store or the network said, without content of objects */
    public StoreException(Kind kind, String detail, Throwable cause) {
        super(detail, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
