package dev.wherry.sink;

import dev.wherry.testing.docs.DocumentedTable;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OptionTableTest {
    @Test
    void thePageShowsTheOptionsAsTheyAreDefined() throws IOException {
        new DocumentedTable("docs/sink-writer.md", "options")
                .assertShows(DocumentedTable.ofOptions(PostgresSinkConfig.DEFINITION));
    }
}
