package dev.wherry.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.util.FutureCallback;

/**
 * A standalone Connect worker, which has no transactions: the fastest surroundings for peers that do not need them. Its
 * arguments are the broker's address and a directory. It takes {@code put NAME FILE} and {@code delete NAME}.
 */
public final class PlainConnectMain {
    private PlainConnectMain() {}

    public static void main(String[] arguments) throws IOException {
        Console console = Console.take();
        Connect<StandaloneHerder> connect =
                new ConnectStandalone().startConnect(settings(arguments[0], Path.of(arguments[1])));
        console.serve("", question -> switch (question.get(0)) {
            case "put" -> {
                put(connect.herder(), question.get(1), ConnectMain.configuration(Path.of(question.get(2))));
                yield "";
            }
            case "delete" -> {
                FutureCallback<Herder.Created<ConnectorInfo>> deleted = new FutureCallback<>();
                connect.herder().deleteConnectorConfig(question.get(1), deleted);
                deleted.get();
                yield "";
            }
            default -> throw new IllegalArgumentException(question.toString());
        });
        connect.stop();
        connect.awaitStop();
        System.exit(0);
    }

    private static void put(Herder herder, String name, Map<String, String> configuration) throws Exception {
        configuration.put("name", name);
        FutureCallback<Herder.Created<ConnectorInfo>> created = new FutureCallback<>();
        herder.putConnectorConfig(name, configuration, false, created);
        created.get();
    }

    private static Map<String, String> settings(String bootstrapServers, Path directory) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "listeners",
                "http://127.0.0.1:0",
                "plugin.discovery",
                "service_load",
                "key.converter",
                "org.apache.kafka.connect.converters.ByteArrayConverter",
                "value.converter",
                "org.apache.kafka.connect.converters.ByteArrayConverter",
                "offset.storage.file.filename",
                directory.resolve("offsets").toString());
    }
}
