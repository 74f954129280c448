package dev.wherry.cli;

import dev.wherry.operations.PipelineTarget;

/** A connection to the services that {@link ServiceOptions} specify, open for the time of a command. */
record ServiceConnection(KafkaConnection kafka, DatabaseConnection database) implements AutoCloseable {
    static ServiceConnection open(ServiceOptions options) {
        KafkaConnection kafka = KafkaConnection.open(options.home, options.kafka);
        try {
            return new ServiceConnection(kafka, DatabaseConnection.open(options.home, options.database));
        } catch (RuntimeException failure) {
            kafka.close();
            throw failure;
        }
    }

    PipelineTarget target() {
        return new PipelineTarget(
                kafka.clientSettings(), database.url(), database.user(), database.password(), !kafka.embeddedStarted());
    }

    @Override
    public void close() {
        database.close();
        kafka.close();
    }
}
