package dev.wherry.cli;

import dev.wherry.pipeline.GivenKafka;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A Kafka cluster that is used instead of a home's embedded broker. */
final class KafkaOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "The brokers of your own Kafka. Default: those of the home.")
    String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "With --bootstrap-servers: a properties file with further Kafka client settings, such as"
                    + " security.protocol.")
    Path config;

    Optional<GivenKafka> given() {
        if (bootstrapServers == null && config != null) {
            throw new UsageException("--kafka-config needs --bootstrap-servers.");
        }
        return Optional.ofNullable(bootstrapServers)
                .map(servers -> new GivenKafka(servers, Optional.ofNullable(config)));
    }
}
