package dev.wherry.source.discover;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One walk over directories and all below them, in slices, because an inbox may hold millions of names. Where there are many,
 * all processors ask the disk, which is most of the work.
 */
final class Scan implements AutoCloseable {
    /** Names that are looked at between two pauses: enough to share, and on a slow disk still a moment's work. */
    private static final int MANY = 128;

    private final FileClassifier examiner;
    private final boolean fromTheTop;
    private final Deque<FeedDirectory> toList = new ArrayDeque<>();
    private FeedDirectory current;
    private DirectoryStream<Path> stream;
    private Iterator<Path> names;
    private boolean complete = true;

    Scan(FileClassifier examiner, Collection<FeedDirectory> roots, boolean fromTheTop) {
        this.examiner = examiner;
        this.fromTheTop = fromTheTop;
        toList.addAll(roots);
    }

    /** Walks on until it is told to pause. Returns true when the walk is over. */
    boolean advance(BooleanSupplier pause) {
        while (names != null || open()) {
            List<Path> next = nextNames();
            Stream<Path> paths = next.size() < MANY ? next.stream() : next.parallelStream();
            for (ProbeResult look :
                    paths.map(path -> examiner.look(current, path)).toList()) {
                complete &= examiner.take(look, toList::add);
            }
            if (next.size() < MANY) {
                close();
            }
            if (pause.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Fewer than {@link #MANY} only at the directory's end. */
    private List<Path> nextNames() {
        List<Path> next = new ArrayList<>(MANY);
        while (next.size() < MANY && hasNext()) {
            next.add(names.next());
        }
        return next;
    }

    /** Whether it went over everything: from the top, and every directory could be listed. */
    boolean isComplete() {
        return fromTheTop && complete;
    }

    boolean isFromTheTop() {
        return fromTheTop;
    }

    private boolean open() {
        while (!toList.isEmpty()) {
            current = toList.poll();
            try {
                stream = examiner.list(current);
                names = stream.iterator();
                return true;
            } catch (IOException e) {
                failed(e);
            }
        }
        return false;
    }

    private boolean hasNext() {
        try {
            return names.hasNext();
        } catch (DirectoryIteratorException e) {
            failed(e.getCause());
            return false;
        }
    }

    private void failed(IOException e) {
        boolean wentAway = e instanceof NoSuchFileException && !examiner.isFeed(current);
        if (!wentAway) {
            complete = false;
            examiner.report(current.path(), e);
        }
    }

    @Override
    public void close() {
        names = null;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                failed(e);
            }
            stream = null;
        }
    }
}
