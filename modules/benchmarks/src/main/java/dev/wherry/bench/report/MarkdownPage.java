package dev.wherry.bench.report;

/** A page of documentation with sections that are written by a run, between marks that name the benchmark. */
final class MarkdownPage {
    private MarkdownPage() {}

    /** The page with that section in place of the one that it had. */
    static String withSection(String page, String benchmark, String section) {
        String start = "<!-- bench: " + benchmark + " -->\n";
        String end = "<!-- end of bench: " + benchmark + " -->\n";
        int from = page.indexOf(start);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "The page has no place for " + benchmark + ": it needs the lines\n" + start + end);
        }
        return page.substring(0, from + start.length()) + "\n" + section + "\n" + page.substring(to);
    }
}
