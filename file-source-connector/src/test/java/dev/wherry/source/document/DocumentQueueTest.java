package dev.wherry.source.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.wherry.source.discover.FeedDirectory;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.FileStat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DocumentQueueTest {
    private static final FeedDirectory CARDS = FeedDirectory.ofFeed("cards", Path.of("/inbox"));

    private final DocumentQueue queue = new DocumentQueue();

    private static FoundFile named(String name) {
        return FoundFile.named(CARDS, Path.of(name));
    }

    private static FoundFile file(String name, long modified) {
        return named(name).with(new FileStat(FileStat.Kind.REGULAR, 1, modified));
    }

    private List<Long> drain() {
        List<Long> times = new ArrayList<>();
        for (FoundFile file = queue.next(); file != null; file = queue.next()) {
            times.add(file.modified());
        }
        return times;
    }

    @Test
    void aLargeScanComesOldestFirst() {
        List<Long> times = new ArrayList<>(LongStream.range(0, 100_000).boxed().toList());
        Collections.shuffle(times, new Random(1));
        times.forEach(time -> queue.addToScan(file(time + ".json", time)));
        assertNull(queue.next(), "held back until the scan is over");
        queue.endScan();
        assertEquals(100_000, queue.size());
        assertEquals(LongStream.range(0, 100_000).boxed().toList(), drain());
        assertEquals(0, queue.size());
    }

    @Test
    void whatASecondScanFindsIsMergedWithTheBacklogOfTheFirst() {
        queue.addToScan(file("a", 3));
        queue.addToScan(file("b", 1));
        queue.endScan();
        queue.addToScan(file("c", 2));
        queue.endScan();
        assertEquals(List.of(1L, 2L, 3L), drain());
    }

    @Test
    void whatIsHeardOfComesAfterTheBacklogAndOnlyOnce() {
        queue.add(named("heard.json"));
        queue.add(named("heard.json"));
        queue.addToScan(file("found.json", 1));
        queue.endScan();
        assertEquals(2, queue.size());
        assertEquals("cards/found.json", queue.next().key());
        assertEquals("cards/heard.json", queue.next().key());
        assertNull(queue.next());
    }
}
