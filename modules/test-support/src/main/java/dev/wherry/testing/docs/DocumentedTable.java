package dev.wherry.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * A table in a documentation page that is generated from code. It stands between the comments {@code <!-- NAME: generated ... -->}
 * and {@code <!-- end of NAME -->}.
 */
public record DocumentedTable(String page, String name) {
    /** Set to true to write the tables into their pages: {@code mvn test -Ddocs.write=true}. */
    private static final String WRITE = "docs.write";

    /** Fails unless the page shows this table. Writes it into the page instead if {@value #WRITE} is true. */
    public void assertShows(String table) throws IOException {
        String text = DocumentationPage.of(page).text();
        String shown = shown(text);
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(Project.DIRECTORY.resolve(page), text.replace(begin(text) + shown, begin(text) + table));
            return;
        }
        assertThat(shown)
                .as("the table of %s in %s: -D%s=true writes it", name, page, WRITE)
                .isEqualTo(table);
    }

    /** The line of the comment that begins the table. */
    private String begin(String text) {
        int comment = text.indexOf("<!-- " + name + ": generated");
        return text.substring(comment, text.indexOf('\n', comment) + 1);
    }

    private String shown(String text) {
        int comment = text.indexOf("<!-- " + name + ": generated");
        int end = text.indexOf("<!-- end of " + name + " -->");
        if (comment < 0 || end < comment) {
            throw new AssertionError(page + " has no generated table of " + name);
        }
        return text.substring(text.indexOf('\n', comment) + 1, end);
    }

    /** Renders the options of a connector as a table. */
    public static String ofOptions(ConfigDef definition) {
        return "| option | default | what it is |\n| --- | --- | --- |\n"
                + definition.configKeys().values().stream()
                        .map(DocumentedTable::row)
                        .collect(Collectors.joining());
    }

    private static String row(ConfigDef.ConfigKey option) {
        return "| `" + option.name + "` | " + defaultOf(option) + " | " + option.documentation + " |\n";
    }

    private static String defaultOf(ConfigDef.ConfigKey option) {
        if (!option.hasDefault()) {
            return "required";
        }
        String value = asText(option.defaultValue);
        return value.isEmpty() ? "empty" : "`" + value + "`";
    }

    private static String asText(Object value) {
        if (value instanceof Password password) {
            return password.value();
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(Object::toString).collect(Collectors.joining(","));
        }
        return value.toString();
    }
}
