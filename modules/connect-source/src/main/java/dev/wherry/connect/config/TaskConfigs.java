package dev.wherry.connect.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The configurations of a connector's tasks: its own, and which of how many tasks each is.
 *
 * @param task the option with the number of the task, from 0
 * @param tasks the option with the number of all tasks
 */
public record TaskConfigs(String task, String tasks) {
    /** The configuration of each of so many tasks. */
    public List<Map<String, String>> of(Map<String, String> connector, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    Map<String, String> config = new HashMap<>(connector);
                    config.put(task, Integer.toString(number));
                    config.put(tasks, Integer.toString(count));
                    return config;
                })
                .toList();
    }
}
