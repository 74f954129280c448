package dev.wherry.contracts.load;

import dev.wherry.contracts.FeedSettings;
import dev.wherry.contracts.event.CompiledContract;
import java.util.List;
import java.util.Map;

/**
 * The content of a contract directory.
 *
 * @param contracts sorted by type name
 * @param feeds the feeds that have a feed file, by name
 */
public record LoadedDirectory(List<CompiledContract> contracts, Map<String, FeedSettings> feeds) {
    public LoadedDirectory {
        contracts = List.copyOf(contracts);
        feeds = Map.copyOf(feeds);
    }
}
