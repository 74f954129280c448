package dev.wherry.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionTableTest {
    private static final Path PAGE = Path.of("../docs/streams-app.md");
    private static final String BEGIN = "<!-- options: generated, and held by a test -->\n";
    private static final String END = "<!-- end of options -->";

    /** To repair the page, paste the expected text between the two comments. */
    @Test
    void documentationShowsTheCurrentOptions() throws IOException {
        String page = Files.readString(PAGE);

        String shown = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));

        assertThat(shown).isEqualTo(OptionTable.markdown());
    }
}
