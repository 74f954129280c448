package dev.wherry.streams;

import dev.wherry.testing.docs.DocumentedTable;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OptionTableTest {
    @Test
    void thePageShowsTheOptionsAsTheyAreDefined() throws IOException {
        new DocumentedTable("docs/streams-app.md", "options").assertShows(OptionTable.markdown());
    }
}
