package dev.wherry.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;

/**
 * Runs a standalone Connect worker, which has no transactions and so is the fastest environment for peers that need none.
 * Arguments: the address of the broker, a directory for offsets, and optionally a plugin path. Prints the address of its REST
 * interface when it is ready. Command: {@code sum MBEANS ATTRIBUTE}.
 */
public final class PlainConnectMain {
    private PlainConnectMain() {}

    public static void main(String[] arguments) throws IOException {
        CommandLoop commands = CommandLoop.open();
        Connect<StandaloneHerder> connect = new ConnectStandalone().startConnect(settings(arguments));
        commands.serve(connect.rest().advertisedUrl().toString(), JmxMetrics::answer);
        connect.stop();
        connect.awaitStop();
        System.exit(0);
    }

    private static Map<String, String> settings(String[] arguments) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", arguments[0]);
        settings.put("listeners", "http://127.0.0.1:0");
        settings.put("plugin.discovery", "service_load");
        settings.put("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        settings.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        settings.put(
                "offset.storage.file.filename",
                Path.of(arguments[1]).resolve("offsets").toString());
        if (arguments.length > 2) {
            settings.put("plugin.path", arguments[2]);
        }
        return settings;
    }
}
