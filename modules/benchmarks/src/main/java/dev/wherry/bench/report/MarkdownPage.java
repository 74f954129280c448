package dev.wherry.bench.report;

/** Replaces the generated sections of a Markdown page, each enclosed in markers that name the benchmark. */
final class MarkdownPage {
    private MarkdownPage() {}

    /**
     * Returns the page with one section replaced.
     *
     * @throws IllegalArgumentException if the page lacks the markers
     */
    static String withSection(String page, String benchmark, String section) {
        String start = "<!-- bench: " + benchmark + " -->\n";
        String end = "<!-- end of bench: " + benchmark + " -->\n";
        int from = page.indexOf(start);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "The page has no section " + benchmark + "; add the lines\n" + start + end);
        }
        return page.substring(0, from + start.length()) + "\n" + section + "\n" + page.substring(to);
    }
}
