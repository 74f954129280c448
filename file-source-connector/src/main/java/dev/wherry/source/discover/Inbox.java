package dev.wherry.source.discover;

import dev.wherry.source.feed.Feed;
import dev.wherry.split.FileNamePatterns;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory of the feeds.
 *
 * @param outsideFeeds which names in the directory itself are left alone
 */
public record Inbox(Path path, List<Feed> feeds, FileNamePatterns outsideFeeds) {
    public Inbox {
        feeds = List.copyOf(feeds);
    }

    List<FeedDirectory> directories() {
        return feeds.stream().map(feed -> FeedDirectory.ofFeed(feed, path)).toList();
    }

    boolean hasFeed(String name) {
        return feeds.stream().anyMatch(feed -> feed.name().equals(name));
    }
}
