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

/** Hears only what a test tells it. Waiting moves the clock instead of taking time. */
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

    /** Something happened to that file. Not heard if its directory is not watched. */
    void hear(Path file) {
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
    public void await(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    @Override
    public boolean drain(Consumer<FoundFile> heard) {
        List.copyOf(names).forEach(heard);
        names.clear();
        boolean nothingMissed = !overflow;
        overflow = false;
        return nothingMissed;
    }

    @Override
    public void close() {
        open = false;
    }
}
