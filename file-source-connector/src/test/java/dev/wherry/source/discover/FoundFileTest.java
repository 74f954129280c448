package dev.wherry.source.discover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wherry.source.disk.FileStat;
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
    private static final FeedDirectory CARDS = FeedDirectory.ofFeed("cards", Path.of("/inbox"));

    @Test
    void a_file_has_the_name_that_the_file_system_gave() {
        for (String name : List.of("a.json", "with space.json", "äöü.json", "%41.json", "~.json")) {
            FoundFile file = file(name, 1);

            assertEquals(path(name), file.name());
            assertEquals(Path.of("/inbox/cards").resolve(path(name)), file.path());
            assertEquals("cards/" + name, file.key());
        }
    }

    @Test
    void files_of_one_time_are_in_the_order_of_their_names_whatever_these_are() {
        List<FoundFile> inOrder = Stream.of(
                        "0.json", "A.json", "a.json", "a1.json", "z.json", "ä.json", "ö.json", "中.json")
                .map(name -> file(name, 1))
                .toList();
        List<FoundFile> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(1));

        shuffled.sort(FoundFile.OLDEST_FIRST);

        assertEquals(inOrder, shuffled);
    }

    @Test
    void an_older_file_comes_first_whatever_its_name() {
        assertEquals(-1, Integer.signum(FoundFile.OLDEST_FIRST.compare(file("z.json", 1), file("a.json", 2))));
    }

    @Test
    void a_plain_name_has_the_hash_of_its_text() {
        assertEquals(CARDS.hashOf("a-0~.json"), CARDS.hashOf("a-0~.json".getBytes(StandardCharsets.US_ASCII)));
    }

    private static FoundFile file(String name, long modified) {
        return FoundFile.named(CARDS, path(name)).with(new FileStat(FileStat.Kind.REGULAR, 350, modified));
    }

    /** Whatever the locale: from a URI, because a text would have to be one that the locale has. */
    private static Path path(String name) {
        try {
            return Path.of(URI.create(new URI("file", "", "/" + name, null).toASCIIString()))
                    .getFileName();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(name, impossible);
        }
    }
}
