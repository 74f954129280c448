package dev.wherry.connect.batch;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The options that bound batches and events. They are the same for all feeds of a connector. */
public final class BatchOptions {
    public static final String BATCH_MAX_RECORDS = "batch.max.records";
    public static final String BATCH_MAX_BYTES = "batch.max.bytes";
    public static final String EVENT_MAX_BYTES = "event.max.bytes";

    private BatchOptions() {}

    /** Adds the options. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        BATCH_MAX_RECORDS,
                        Type.INT,
                        5000,
                        ConfigDef.Range.between(1, 50_000),
                        Importance.LOW,
                        "The maximum number of events per transaction.")
                .define(
                        BATCH_MAX_BYTES,
                        Type.INT,
                        8 * 1024 * 1024,
                        ConfigDef.Range.between(1, 256 * 1024 * 1024),
                        Importance.LOW,
                        "A transaction is closed once its events have this total size.")
                .define(
                        EVENT_MAX_BYTES,
                        Type.INT,
                        1_000_000,
                        ConfigDef.Range.between(1, 64 * 1024 * 1024),
                        Importance.LOW,
                        "The maximum size of an event. Only the first bytes of a longer event are published, to be"
                                + " quarantined. If you raise it above 1000000, raise the producer's max.request.size"
                                + " (producer.override.max.request.size) and the topics' max.message.bytes, too.");
    }
}
