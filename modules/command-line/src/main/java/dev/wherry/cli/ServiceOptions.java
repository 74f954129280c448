package dev.wherry.cli;

import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which services a command is about: those of a home, or a cluster and a database of one's own. */
final class ServiceOptions {
    @Option(names = "--home", required = true, paramLabel = "DIR", description = "The home that the pipeline runs on.")
    Path home;

    @ArgGroup(exclusive = false)
    Cluster cluster;

    /** Services that somebody else runs. */
    static final class Cluster {
        @Option(
                names = "--bootstrap-servers",
                required = true,
                paramLabel = "HOST:PORT",
                description = "In place of --home: the Kafka brokers.")
        String bootstrapServers;

        @Option(
                names = "--kafka-config",
                paramLabel = "FILE",
                description = "Further settings of Kafka's clients, for example security.protocol, as properties.")
        Path kafkaConfig;

        @Option(
                names = "--database-url",
                required = true,
                paramLabel = "URL",
                description = "The warehouse: jdbc:postgresql://host:port/database.")
        String databaseUrl;

        @Option(names = "--database-user", required = true, paramLabel = "NAME", description = "Who reads it.")
        String databaseUser;

        @Option(
                names = "--database-password-file",
                paramLabel = "FILE",
                description = "Holds the password in its first line. Default: the variable WHERRY_DATABASE_PASSWORD.")
        Path passwordFile;
    }
}
