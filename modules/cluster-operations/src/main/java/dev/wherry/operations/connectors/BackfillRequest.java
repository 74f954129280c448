package dev.wherry.operations.connectors;

import dev.wherry.wire.Suggestions;
import dev.wherry.wire.source.DayRange;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks the connector that reads a feed from beyond the disk to read other days, too.
 *
 * @param asked when it was asked: the same days can be asked for again
 */
public record BackfillRequest(String feed, DayRange days, Instant asked) {
    /**
     * Changes the options of the feed. What is not known by then is left as it is, references to secrets included.
     *
     * @return the name of the connector
     * @throws ConnectorRejectedException if no connector reads days of the feed
     * @throws ConnectUnavailableException if the workers do not accept it in time
     */
    public String send(ConnectRestClient client) throws InterruptedException {
        Map<String, Map<String, String>> connectors = client.configs();
        String name = connectors.keySet().stream()
                .filter(connector -> feeds(connectors.get(connector)).contains(feed))
                .findFirst()
                .orElseThrow(() -> unknown(connectors));
        Map<String, String> config = new TreeMap<>(connectors.get(name));
        if (ConnectorConfigs.SOURCE_CLASS.equals(config.get("connector.class"))) {
            throw new ConnectorRejectedException(
                    "The feed %s has no days, because it is read from the inbox: deliver the files there."
                            .formatted(feed));
        }
        config.remove("name");
        config.put("feed." + feed + ".backfill", days.toString());
        config.put("feed." + feed + ".asked", asked.toString());
        client.put(name, config);
        return name;
    }

    private ConnectorRejectedException unknown(Map<String, Map<String, String>> connectors) {
        TreeSet<String> known = new TreeSet<>();
        connectors.values().forEach(config -> known.addAll(feeds(config)));
        String remedy = Suggestions.to(feed, known)
                .map("Did you mean %s?"::formatted)
                .orElseGet(() -> known.isEmpty()
                        ? "Apply the connectors first, with `wherry connectors`."
                        : "Name one of " + String.join(", ", known) + ".");
        return new ConnectorRejectedException("No connector reads the feed %s. %s".formatted(feed, remedy));
    }

    /** The feeds of a source of ours; none of any other connector. */
    private static List<String> feeds(Map<String, String> config) {
        return config.getOrDefault("connector.class", "").startsWith("dev.wherry.")
                ? Arrays.stream(config.getOrDefault("feeds", "").split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList()
                : List.of();
    }
}
