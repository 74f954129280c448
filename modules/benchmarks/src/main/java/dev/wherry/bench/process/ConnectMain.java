package dev.wherry.bench.process;

import dev.wherry.embedded.EmbeddedConnect;
import java.io.IOException;

/**
 * Runs a Connect worker with exactly-once support. Arguments: the address of the broker, and a name for the worker's topics.
 * Prints the address of its REST interface when it is ready. Command: {@code sum MBEANS ATTRIBUTE}.
 */
public final class ConnectMain {
    private ConnectMain() {}

    public static void main(String[] arguments) throws IOException {
        CommandLoop commands = CommandLoop.open();
        try (EmbeddedConnect connect = EmbeddedConnect.start(arguments[0], arguments[1], 0)) {
            commands.serve(connect.rest().toString(), JmxMetrics::answer);
        }
        System.exit(0);
    }
}
