package dev.wherry.split;

import dev.wherry.split.SplitPosition.State;
import dev.wherry.wire.format.SourceFault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One read: from the progress of a cursor until a limit is reached or the content ends. */
final class EventReader {
    /** An event is not oversize before so many units follow its maximum: they may be its line end. */
    private static final int LINE_END_UNITS = 2;

    private final Content content;
    private final Head head;
    private final Limits limits;
    private final Chunk chunk;
    private final Window window;
    private final int unitBytes;
    private final int maxBytes;
    private final Scanner scanner;
    private @Nullable OversizeEvent oversize;

    EventReader(
            Content content,
            Head head,
            Cursor.Progress progress,
            Limits limits,
            Chunk chunk,
            Window window,
            int maxEventBytes) {
        this.content = content;
        this.head = head;
        this.limits = limits;
        this.chunk = chunk;
        this.window = window;
        this.unitBytes = head.encoding().unitBytes();
        this.maxBytes = maxEventBytes - maxEventBytes % unitBytes;
        this.scanner = progress.scanner().copy();
        this.oversize = progress.oversize();
        window.open(head.encoding(), progress.offset(), progress.nuls());
    }

    /** What precedes bytes that are not loaded yet is read. Only if nothing does, this throws {@link NotLoadedException}. */
    void read() throws IOException {
        boolean more;
        boolean filled = false;
        do {
            int before = window.length();
            try {
                window.fill(content, limits.timeIsUp());
            } catch (NotLoadedException later) {
                if (!filled) {
                    throw later;
                }
                break;
            }
            filled = true;
            boolean grown = window.length() > before;
            more = splitWindow() && grown;
        } while (more && limits.allow(chunk) && !limits.timeIsUp().getAsBoolean());
        if (!chunk.isAtEnd()) {
            moveCursor();
        }
    }

    /** Adds the events in the window. Returns whether to go on with the next one. */
    private boolean splitWindow() throws IOException {
        while (limits.allow(chunk) && scanner.scan(window)) {
            chunk.add(event(null, window.offset(scanner.end())));
        }
        if (scanner.next() < window.length()) {
            return false;
        }
        if (window.isAtEnd()) {
            contentEnds();
            return false;
        }
        makeRoom();
        return true;
    }

    private SplitEvent event(@Nullable SourceFault fault, long end) {
        OversizeEvent event = oversize;
        oversize = null;
        // Otherwise it was the start of a document, before the array with this event.
        if (event != null && scanner.start() == Scanner.NONE) {
            return new SplitEvent(event.offset(), event.head(), end - event.offset(), event.line(), fault);
        }
        long offset = window.offset(scanner.start());
        long size = end - offset;
        byte[] value = window.copy(offset, (int) Math.min(size, maxBytes));
        return new SplitEvent(offset, value, size > maxBytes ? size : SplitEvent.NOT_TRUNCATED, scanner.line(), fault);
    }

    /** Keeps the event in progress, unless it is oversize. */
    private void makeRoom() {
        int keep = scanner.next();
        if (scanner.hasStart()) {
            long offset = window.offset(scanner.start());
            if (window.endOffset() - offset >= maxBytes + (long) LINE_END_UNITS * unitBytes) {
                oversize = new OversizeEvent(offset, scanner.line(), window.copy(offset, maxBytes));
                scanner.forgetStart();
            } else {
                keep = scanner.start();
            }
        }
        window.discard(keep);
        scanner.discarded(keep);
        window.growIfFull(maxBytes + (long) LINE_END_UNITS * unitBytes);
    }

    private void contentEnds() {
        SourceFault broken = content.fault();
        boolean ended = broken == null && content.hasEnded();
        if (limits.withTail() || ended) {
            takeTail(broken, ended);
        } else {
            boolean rest = scanner.hasRest(window);
            chunk.markAtEnd(rest, !rest && broken == null && scanner.isClosed());
            moveCursor();
        }
    }

    private void takeTail(@Nullable SourceFault broken, boolean ended) {
        boolean found = scanner.finish(window, broken != null);
        SourceFault fault = scanner.fault();
        long end = window.endOffset();
        if (found) {
            chunk.add(event(fault, scanner.end() == window.length() ? end : window.offset(scanner.end())));
        }
        SplitPosition position = scanner.position(window);
        if (broken != null) {
            chunk.add(new SplitEvent(end, new byte[0], SplitEvent.NOT_TRUNCATED, scanner.line(), broken));
        }
        if (broken != null || fault != null) {
            chunk.markAtEnd(false, true);
            SplitPosition last = new SplitPosition(end, position.line(), State.ENDED);
            chunk.moveTo(new Cursor(last, head, null), end);
        } else {
            chunk.markAtEnd(false, ended || scanner.isClosed());
            // Behind half a character, if the content ends in one.
            moveCursor(
                    new SplitPosition(Math.max(position.offset(), found ? end : 0), position.line(), position.state()),
                    end);
        }
    }

    private void moveCursor() {
        SplitPosition position = scanner.position(window);
        long offset = window.offset(scanner.next());
        if (scanner.hasStart()) {
            offset = window.offset(scanner.start());
            scanner.rewind();
        }
        moveCursor(position, offset);
    }

    private void moveCursor(SplitPosition position, long offset) {
        Cursor.Progress progress = new Cursor.Progress(offset, scanner.copy(), oversize, window.nuls());
        chunk.moveTo(new Cursor(position, head, progress), window.endOffset());
    }
}
