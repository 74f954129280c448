package dev.wherry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every page of the project leads somewhere: its relative links and anchors exist. Its prose fits a terminal. */
class DocumentationLinksTest {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final int LONGEST_LINE = 120;
    private static final int LONGEST_README = 200;

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    /** A reference-style target on a line of its own. */
    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[([^]]+)]: (\\S+)$");
    /** A class that is linked by such a target: its name as code, in brackets. */
    private static final Pattern REFERENCE = Pattern.compile("\\[(`[^`]+`)](?![(:])");

    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.*)$");
    private static final Pattern WITH_SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*:.*");
    /** A link in a heading counts with its text, as code hosts show it. */
    private static final Pattern LINK_TEXT = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    private static final Pattern GENERATED = Pattern.compile("<!-- (bench: |cases: generated).*-->");

    @Test
    void everyRelativeLinkLeadsToAnExistingFileAndHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            String text = String.join("\n", prose(page));
            targets(text)
                    .filter(target -> !WITH_SCHEME.matcher(target).matches())
                    .filter(target -> !exists(page, target))
                    .forEach(target -> broken.add(name(page) + " -> " + target));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyReferenceHasATarget() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            String text = String.join("\n", prose(page));
            Set<String> defined = DEFINITION
                    .matcher(text)
                    .results()
                    .map(definition -> definition.group(1))
                    .collect(Collectors.toSet());
            REFERENCE
                    .matcher(text)
                    .results()
                    .map(reference -> reference.group(1))
                    .filter(name -> !defined.contains(name))
                    .forEach(name -> missing.add(name(page) + ": " + name));
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void noLineOfProseIsLongerThan120Characters() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path page : pages()) {
            handwritten(prose(page)).stream()
                    .filter(line -> !line.stripLeading().startsWith("|"))
                    .filter(line -> !DEFINITION.matcher(line).matches())
                    .filter(line -> line.codePointCount(0, line.length()) > LONGEST_LINE)
                    .forEach(line -> tooLong.add(name(page) + ": " + line));
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(PROJECT.resolve("README.md"))).hasSizeLessThan(LONGEST_README);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(PROJECT);
                Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> targets(String text) {
        return Stream.concat(
                LINK.matcher(CODE.matcher(text).replaceAll("")).results().map(link -> link.group(1)),
                DEFINITION.matcher(text).results().map(definition -> definition.group(2)));
    }

    private static String name(Path page) {
        return PROJECT.relativize(page).toString();
    }

    /** The lines outside code fences. */
    private static List<String> prose(Path page) throws IOException {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : Files.readAllLines(page)) {
            if (line.stripLeading().startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.add(line);
            }
        }
        return prose;
    }

    /** The lines outside the sections that benchmarks and troubleshooting cases generate. */
    private static List<String> handwritten(List<String> lines) {
        List<String> handwritten = new ArrayList<>();
        boolean generated = false;
        for (String line : lines) {
            if (GENERATED.matcher(line).matches()) {
                generated = true;
            } else if (line.startsWith("<!-- end of bench: ") || line.equals("<!-- end of cases -->")) {
                generated = false;
            } else if (!generated) {
                handwritten.add(line);
            }
        }
        return handwritten;
    }

    private static boolean exists(Path page, String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (hash < 0) {
            return Files.exists(file);
        }
        return Files.isRegularFile(file) && anchors(file).contains(target.substring(hash + 1));
    }

    /** The anchors of a page's headings, as code hosts derive them. */
    private static Set<String> anchors(Path page) {
        try {
            Map<String, Integer> seen = new HashMap<>();
            return prose(page).stream()
                    .map(HEADING::matcher)
                    .filter(heading -> heading.matches())
                    .map(heading -> slug(heading.group(1)))
                    .map(slug -> {
                        int before = seen.merge(slug, 1, Integer::sum) - 1;
                        return before == 0 ? slug : slug + "-" + before;
                    })
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lower case, spaces as hyphens, and no punctuation but hyphens and underscores. */
    private static String slug(String heading) {
        return LINK_TEXT
                .matcher(heading)
                .replaceAll("$1")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
    }
}
