package dev.wherry.source;

import dev.wherry.source.discover.FeedDirectory;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.discover.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reports only what a test tells it to. Waiting advances the clock instead of taking time. */
final class FakeWatch implements Watch {
    private final FakeClock clock;
    private final Map<Path, FeedDirectory> directories = new HashMap<>();
    private final List<FoundFile> names = new ArrayList<>();
    private boolean overflow;
    private boolean open;

    FakeWatch(FakeClock clock) {
        this.clock = clock;
    }

    FakeWatch open() {
        open = true;
        return this;
    }

    boolean isOpen() {
        return open;
    }

    /** Reports a change of that file, if its directory is watched. */
    void report(Path file) {
        FeedDirectory directory = directories.get(file.getParent());
        if (directory != null) {
            names.add(FoundFile.named(directory, file.getFileName()));
        }
    }

    void overflow() {
        overflow = true;
    }

    @Override
    public void add(FeedDirectory directory) {
        directories.put(directory.path(), directory);
    }

    @Override
    public void await(long timeoutMillis) {
        clock.advance(Duration.ofMillis(timeoutMillis));
    }

    @Override
    public boolean drain(Consumer<FoundFile> consumer) {
        List.copyOf(names).forEach(consumer);
        names.clear();
        boolean complete = !overflow;
        overflow = false;
        return complete;
    }

    @Override
    public void close() {
        open = false;
    }
}
