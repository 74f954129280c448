package dev.wherry.split;

import dev.wherry.split.SplitPosition.State;
import dev.wherry.wire.format.Encoding;
import dev.wherry.wire.format.FileRule;
import dev.wherry.wire.format.Format;
import dev.wherry.wire.format.SourceFault;
import dev.wherry.wire.format.ValueFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits files into events as a file rule says. Its buffer is reused for all files of the rule and grows up to the maximum
 * of an event. Not thread-safe.
 */
public final class EventSplitter {
    private static final int INITIAL_WINDOW_BYTES = 256 * 1024;

    private final FileRule rule;
    private final int maxEventBytes;
    private final Window window;

    /** @param maxEventBytes longer events are truncated to this many bytes */
    public EventSplitter(FileRule rule, int maxEventBytes) {
        this(rule, maxEventBytes, INITIAL_WINDOW_BYTES);
    }

    EventSplitter(FileRule rule, int maxEventBytes, int windowBytes) {
        if (rule.format() == Format.DOCUMENT) {
            throw new IllegalArgumentException("a document is not split");
        }
        this.rule = rule;
        this.maxEventBytes = maxEventBytes;
        this.window = new Window(windowBytes);
    }

    /** A cursor at the start of a file, or at a stored position. */
    public Cursor start(SplitPosition position) {
        return new Cursor(position, null, null);
    }

    /**
     * Reads from the cursor until a limit is reached or the content ends. Reads at least once. Changes nothing: the same
     * cursor on the same content gives the same events again.
     */
    public Chunk read(Content content, Cursor cursor, Limits limits) throws IOException {
        Chunk chunk = new Chunk(cursor);
        if (cursor.isEnded()) {
            chunk.moveTo(cursor, cursor.position().offset());
            chunk.markAtEnd(false, true);
            return chunk;
        }
        Head head = cursor.head() == null ? readHead(content, cursor, limits, chunk) : cursor.head();
        if (head != null) {
            events(content, head, cursor, limits, chunk).read();
        }
        return chunk;
    }

    private EventReader events(Content content, Head head, Cursor cursor, Limits limits, Chunk chunk) {
        Cursor.Progress progress = cursor.progress();
        SplitPosition position = cursor.position();
        if (progress == null) {
            boolean inHead = position.offset() <= head.offset();
            long offset = inHead ? head.offset() : position.offset();
            long line = inHead ? head.line() : position.line();
            progress = new Cursor.Progress(offset, scanner(head, position, line), null, null);
        }
        return new EventReader(content, head, progress, limits, chunk, window, maxEventBytes);
    }

    private Scanner scanner(Head head, SplitPosition position, long line) {
        return switch (rule.format()) {
            case LINES -> new LineScanner();
            case CSV -> new CsvScanner(rule.csv().dialect(), line);
            case ARRAY -> new ArrayScanner(ItemsPointer.of(rule.items(), head.encoding()), position);
            case DOCUMENT -> throw new IllegalStateException("a document is not split");
        };
    }

    /** Reads what the start of the file says. Returns null if it is not complete, or a fault. */
    private @Nullable Head readHead(Content content, Cursor cursor, Limits limits, Chunk chunk) throws IOException {
        boolean atStart = cursor.position().offset() == 0;
        boolean headerRow = rule.format() == Format.CSV && rule.csv().header();
        boolean namesNeeded = headerRow && (atStart || rule.csv().columns().isEmpty());
        if (!atStart && !namesNeeded && rule.encoding() != Encoding.UTF_16) {
            return head(rule.encoding(), rule.csv().columns(), 0, 0);
        }
        byte[] start = start(content);
        boolean isFinal = limits.withTail() || (start.length < ByteOrderMark.MAX_LENGTH && content.hasEnded());
        if (!isFinal && ByteOrderMark.isUndecided(rule.encoding(), start)) {
            chunk.moveTo(cursor, start.length);
            chunk.markAtEnd(start.length > 0, false);
            return null;
        }
        ByteOrderMark mark = ByteOrderMark.find(rule.encoding(), start);
        return namesNeeded
                ? readHeaderRow(content, mark, cursor, limits, chunk)
                : head(mark.encoding(), rule.csv().columns(), mark.length(), 1);
    }

    private static byte[] start(Content content) throws IOException {
        byte[] start = new byte[ByteOrderMark.MAX_LENGTH];
        return Arrays.copyOf(start, content.read(0, ByteBuffer.wrap(start)));
    }

    private Head head(Encoding encoding, List<String> columns, long offset, long line) {
        ValueFormat.Csv csv = rule.format() == Format.CSV
                ? new ValueFormat.Csv(columns, rule.csv().dialect())
                : null;
        ValueFormat format = new ValueFormat(encoding, csv);
        return new Head(encoding, format.equals(ValueFormat.JSON) ? null : format.toHeader(), offset, line);
    }

    private @Nullable Head readHeaderRow(Content content, ByteOrderMark mark, Cursor cursor, Limits limits, Chunk chunk)
            throws IOException {
        Cursor.Progress progress =
                new Cursor.Progress(mark.length(), new CsvScanner(rule.csv().dialect(), 1), null, null);
        Chunk found = new Chunk(cursor);
        Limits oneRow = new Limits(1, Long.MAX_VALUE, limits.withTail(), () -> false);
        Head unnamed = new Head(mark.encoding(), null, mark.length(), 1);
        new EventReader(content, unnamed, progress, oneRow, found, window, maxEventBytes).read();
        SplitEvent row = found.events().isEmpty() ? null : found.events().get(0);
        boolean broken = found.cursor().isEnded();
        SplitPosition behind = found.cursor().position();
        List<String> columns = rule.csv().columns();
        if (row != null && !broken && columns.isEmpty()) {
            HeaderRow header = HeaderRow.of(row, mark.encoding(), rule.csv().dialect());
            columns = header.columns();
            SourceFault fault = header.fault();
            if (fault != null) {
                chunk.add(new SplitEvent(row.offset(), row.value(), row.fullSize(), row.line(), fault));
                SplitPosition end = new SplitPosition(behind.offset(), behind.line(), State.ENDED);
                chunk.moveTo(new Cursor(end, unnamed, null), found.readTo());
                chunk.markAtEnd(false, true);
                return null;
            }
        }
        if (found.isAtEnd()) {
            // Nothing follows yet. The row is read again: unless it has a line end, it may not be complete.
            if (broken) {
                chunk.add(found.events().get(found.events().size() - 1));
            }
            chunk.moveTo(broken ? found.cursor() : cursor, found.readTo());
            chunk.markAtEnd(found.hasRest(), found.isComplete());
            return null;
        }
        return head(mark.encoding(), columns, behind.offset(), behind.line());
    }
}
