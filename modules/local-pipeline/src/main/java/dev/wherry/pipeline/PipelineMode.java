package dev.wherry.pipeline;

import dev.wherry.embedded.EmbeddedConnect;
import java.util.stream.Stream;

/** Which stages of the pipeline run. */
enum PipelineMode {
    /** All stages. */
    FULL(EmbeddedConnect.DEFAULT_NAME, "wherry-run"),
    /** The stages after the raw topics, with the state that there is. */
    WITHOUT_INBOX("rebuild", "wherry-rebuild"),
    /** The stages after the raw topics, from their beginning. Uses a dedicated worker name, because the usual worker starts the source at once. */
    REBUILD("rebuild", "wherry-rebuild");

    private final String onEmbeddedKafka;
    private final String onGivenKafka;

    PipelineMode(String onEmbeddedKafka, String onGivenKafka) {
        this.onEmbeddedKafka = onEmbeddedKafka;
        this.onGivenKafka = onGivenKafka;
    }

    /** The Connect worker's name. A given Kafka may hold another worker's topics, which have the usual names. */
    String workerName(boolean kafkaEmbedded) {
        return kafkaEmbedded ? onEmbeddedKafka : onGivenKafka;
    }

    /** Whether a transactional id belongs to a worker on a given Kafka, or to one of its source tasks. */
    static boolean isOfGivenWorker(String transactionalId) {
        String id = transactionalId.replaceFirst("^connect-cluster-", "");
        return Stream.of(values()).anyMatch(mode -> id.startsWith(mode.onGivenKafka + "-"));
    }
}
