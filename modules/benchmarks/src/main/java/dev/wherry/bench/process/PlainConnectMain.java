package dev.wherry.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
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
        Connect<StandaloneHerder> connect = new ConnectStandalone().startConnect(settings(arguments));
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
            case "pause" -> {
                connect.herder().pauseConnector(question.get(1));
                yield "";
            }
            case "resume" -> {
                connect.herder().resumeConnector(question.get(1));
                yield "";
            }
            case "sum" -> Beans.sum(question.get(1), question.get(2));
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
