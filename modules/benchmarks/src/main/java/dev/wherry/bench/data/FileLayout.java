package dev.wherry.bench.data;

/**
 * What surrounds the events of a file.
 *
 * @param head before the first event
 * @param separator between two events
 * @param tail behind the last event
 */
public record FileLayout(String head, String separator, String tail) {
    public static final FileLayout LINES = new FileLayout("", "\n", "\n");
    public static final FileLayout ARRAY = new FileLayout("[\n", ",\n", "\n]\n");
    public static final FileLayout ROWS = new FileLayout(FlatCards.HEADER + "\n", "\n", "\n");
}
