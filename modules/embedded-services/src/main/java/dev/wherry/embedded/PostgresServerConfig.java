package dev.wherry.embedded;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the server is set up, wherever that differs from PostgreSQL's defaults (which sync every commit to the disk). */
final class PostgresServerConfig {
    private PostgresServerConfig() {}

    static String of(int port) {
        return Stream.of(
                        "port=" + port,
                        "listen_addresses=" + LoopbackPorts.HOST,
                        "unix_socket_directories=", // their paths have 107 bytes at most; a home's may be longer
                        "timezone=UTC",
                        "log_timezone=UTC",
                        // The server's log must not hold events: neither a refused row's values nor its statement.
                        "log_error_verbosity=terse",
                        "log_min_error_statement=panic")
                .map(setting -> "-c " + setting)
                .collect(Collectors.joining(" "));
    }
}
