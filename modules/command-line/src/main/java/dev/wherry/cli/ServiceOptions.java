package dev.wherry.cli;

import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The services that a command works on: those of a home, or an existing cluster and database. */
final class ServiceOptions {
    @Option(names = "--home", required = true, paramLabel = "DIR", description = "The home of the pipeline.")
    Path home;

    @ArgGroup(exclusive = false)
    Cluster cluster;

    /** An existing cluster and database. */
    static final class Cluster {
        @Option(
                names = "--bootstrap-servers",
                required = true,
                paramLabel = "HOST:PORT",
                description = "The Kafka brokers, instead of --home.")
        String bootstrapServers;

        @Option(
                names = "--kafka-config",
                paramLabel = "FILE",
                description = "A properties file with additional Kafka client settings, such as security.protocol.")
        Path kafkaConfig;

        @Option(
                names = "--database-url",
                required = true,
                paramLabel = "URL",
                description = "The warehouse: jdbc:postgresql://host:port/database.")
        String databaseUrl;

        @Option(names = "--database-user", required = true, paramLabel = "NAME", description = "The database user.")
        String databaseUser;

        @Option(
                names = "--database-password-file",
                paramLabel = "FILE",
                description =
                        "A file with the password in its first line. Default: the variable WHERRY_DATABASE_PASSWORD.")
        Path passwordFile;
    }
}
