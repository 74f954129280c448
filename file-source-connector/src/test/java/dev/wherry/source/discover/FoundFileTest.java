package dev.wherry.source.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.source.disk.FileStat;
import dev.wherry.source.feed.TestFeeds;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoundFileTest {
    private static final FeedDirectory CARDS = FeedDirectory.ofFeed(TestFeeds.feed("cards"), Path.of("/inbox"));

    @Test
    void hasTheNameThatTheFileSystemGave() {
        for (String name : List.of("a.json", "with space.json", "äöü.json", "%41.json", "~.json")) {
            FoundFile file = file(name, 1);

            assertThat(file.name()).isEqualTo(path(name));
            assertThat(file.path()).isEqualTo(Path.of("/inbox/cards").resolve(path(name)));
            assertThat(file.key()).isEqualTo("cards/" + name);
        }
    }

    @Test
    void ordersFilesOfOneTimeByName() {
        List<FoundFile> inOrder = Stream.of(
                        "0.json", "A.json", "a.json", "a1.json", "z.json", "ä.json", "ö.json", "中.json")
                .map(name -> file(name, 1))
                .toList();
        List<FoundFile> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(1));

        shuffled.sort(FoundFile.OLDEST_FIRST);

        assertThat(shuffled).isEqualTo(inOrder);
    }

    @Test
    void ordersAnOlderFileFirst() {
        assertThat(Integer.signum(FoundFile.OLDEST_FIRST.compare(file("z.json", 1), file("a.json", 2))))
                .isEqualTo(-1);
    }

    @Test
    void hashesAPlainNameLikeItsText() {
        assertThat(CARDS.hashOf("a-0~.json".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(CARDS.hashOf("a-0~.json"));
    }

    private static FoundFile file(String name, long modified) {
        return FoundFile.named(CARDS, path(name)).withStat(new FileStat(FileStat.Kind.REGULAR, 350, modified));
    }

    /** From a URI, because the locale's character set may not contain the name. */
    private static Path path(String name) {
        try {
            return Path.of(URI.create(new URI("file", "", "/" + name, null).toASCIIString()))
                    .getFileName();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(name, impossible);
        }
    }
}
