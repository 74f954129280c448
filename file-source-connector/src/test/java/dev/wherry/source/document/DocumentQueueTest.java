package dev.wherry.source.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.source.discover.FeedDirectory;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.feed.TestFeeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DocumentQueueTest {
    private static final FeedDirectory CARDS = FeedDirectory.ofFeed(TestFeeds.feed("cards"), Path.of("/inbox"));

    private final DocumentQueue queue = new DocumentQueue();

    private static FoundFile named(String name) {
        return FoundFile.named(CARDS, Path.of(name));
    }

    private static FoundFile file(String name, long modified) {
        return named(name).withStat(new FileStat(FileStat.Kind.REGULAR, 1, modified));
    }

    private List<Long> drain() {
        List<Long> times = new ArrayList<>();
        for (FoundFile file = queue.next(); file != null; file = queue.next()) {
            times.add(file.modified());
        }
        return times;
    }

    @Test
    void returnsALargeScanOldestFirst() {
        List<Long> times = new ArrayList<>(LongStream.range(0, 100_000).boxed().toList());
        Collections.shuffle(times, new Random(1));
        times.forEach(time -> queue.addToScan(file(time + ".json", time)));
        assertThat(queue.next()).as("held back until the scan ends").isNull();
        queue.endScan();
        assertThat(queue.size()).isEqualTo(100_000);
        assertThat(drain()).isEqualTo(LongStream.range(0, 100_000).boxed().toList());
        assertThat(queue.size()).isZero();
    }

    @Test
    void mergesASecondScanWithTheBacklogOfTheFirst() {
        queue.addToScan(file("a", 3));
        queue.addToScan(file("b", 1));
        queue.endScan();
        queue.addToScan(file("c", 2));
        queue.endScan();
        assertThat(drain()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void returnsReportedFilesOnceAndAfterTheBacklog() {
        queue.add(named("reported.json"));
        queue.add(named("reported.json"));
        queue.addToScan(file("found.json", 1));
        queue.endScan();
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.next().key()).isEqualTo("cards/found.json");
        assertThat(queue.next().key()).isEqualTo("cards/reported.json");
        assertThat(queue.next()).isNull();
    }
}
