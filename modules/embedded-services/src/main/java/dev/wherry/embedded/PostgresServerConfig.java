package dev.wherry.embedded;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The server settings that differ from PostgreSQL's defaults. The defaults sync every commit to disk. */
final class PostgresServerConfig {
    private PostgresServerConfig() {}

    static String commandLineOptions(int port) {
        return Stream.of(
                        "port=" + port,
                        "listen_addresses=" + LoopbackPorts.HOST,
                        "unix_socket_directories=", // a socket's path has at most 107 bytes; a home's may be longer
                        "timezone=UTC",
                        "log_timezone=UTC",
                        // The server log must not contain events: neither the values of a rejected row nor its
                        // statement.
                        "log_error_verbosity=terse",
                        "log_min_error_statement=panic")
                .map(setting -> "-c " + setting)
                .collect(Collectors.joining(" "));
    }
}
