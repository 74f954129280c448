package dev.wherry.it.faults;

import dev.wherry.generator.Counts;
import dev.wherry.generator.TruthTable;
import dev.wherry.wire.receipt.SnapshotDecision.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes full snapshots of a stock, in which articles appear, change and disappear. Some are copies of older ones, some have
 * an invalid row, and some are cut off, so that they lack more than their contract allows.
 *
 * <p>What a fault delays is read together, in any order. So that the rows do not depend on that, no complete snapshot ever
 * lacks as much as the contract allows, and a snapshot is cut off only as the last one before a comparison.
 */
final class StockService implements AutoCloseable {
    static final String FEED = "stock";

    private static final List<String> COLUMNS = List.of("article", "amount", "file");
    private static final long INTERVAL_MS = 2_000;
    /** The number of articles that can be in the stock between two comparisons. */
    private static final int ARTICLES = 20;
    /**
     * The articles that a complete snapshot lacks of these. With those of before the last comparison, snapshots before it can
     * have {@code MAX_ABSENT + MAX_NEW} more: less than half of its rows.
     */
    private static final int MAX_ABSENT = 4;
    /** The articles that disappear for ever at a comparison, and others appear. */
    private static final int MAX_NEW = 2;

    private static final int ROWS_OF_CUT_OFF = 3;
    private static final int FILES_PER_INVALID = 4;
    private static final double COPIED = 0.2;
    private static final double CUT_OFF = 0.5;

    private final Path directory;
    private final Random random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<SnapshotFile> complete = new ArrayList<>();
    private final TreeMap<Long, List<String>> rows = new TreeMap<>();
    /** The verdicts that are right, by file: of those that have been compared, and of those since. */
    private final TreeMap<String, Set<Verdict>> comparedVerdicts = new TreeMap<>();

    private final TreeMap<String, Set<Verdict>> verdicts = new TreeMap<>();

    private long firstArticle = 1;
    private long files;
    private long amounts;
    private long events;
    private long invalid;
    private boolean compared;
    private boolean paused;
    private IOException failure;

    /** @param amounts by article */
    private record SnapshotFile(String name, TreeMap<Long, Long> amounts) {
        private static final String CSV = ".csv";

        String path() {
            return FEED + "/" + name;
        }

        /** Its name sorts before that of the original. */
        SnapshotFile copy(long number) {
            int end = name.lastIndexOf('.');
            return new SnapshotFile(name.substring(0, end) + "-copy-" + number + name.substring(end), amounts);
        }

        List<String> lines(boolean withInvalid) {
            boolean csv = name.endsWith(CSV);
            List<String> lines = new ArrayList<>();
            if (csv) {
                lines.add("article,amount");
            }
            amounts.forEach((article, amount) ->
                    lines.add((csv ? "%d,%d" : "{\"article\": %d, \"amount\": %d}").formatted(article, amount)));
            if (withInvalid) {
                lines.add(csv ? "none,1" : "{\"article\": \"none\"}");
            }
            return lines;
        }
    }

    StockService(Path inbox, long seed) throws IOException {
        directory = Files.createDirectories(inbox.resolve(FEED));
        random = new Random(seed);
        var unused = timer.scheduleWithFixedDelay(this::write, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private synchronized void write() {
        if (paused) {
            return;
        }
        try {
            if (files > 0 && files % FILES_PER_INVALID == 0) {
                writeWithInvalidRow();
            } else if (!complete.isEmpty() && random.nextDouble() < COPIED) {
                writeCopy();
            } else {
                writeComplete();
            }
        } catch (IOException e) {
            failure = e;
            throw new IllegalStateException(e); // ends the schedule; pausing reports it
        }
    }

    /** The rows are its rows from then on. */
    private void writeComplete() throws IOException {
        SnapshotFile file = newFile(ARTICLES - random.nextInt(MAX_ABSENT + 1));
        write(file, false);
        rows.clear();
        expectRows(file);
        verdicts.replaceAll((older, right) -> orOutdated(right));
        verdicts.put(file.path(), EnumSet.of(Verdict.APPLIED));
        complete.add(file);
    }

    /** It is refused whatever it lacks, unless a newer one comes first. Its other rows are valid. */
    private void writeWithInvalidRow() throws IOException {
        SnapshotFile file = newFile(ARTICLES - random.nextInt(ARTICLES));
        write(file, true);
        invalid++;
        expectRows(file);
        verdicts.put(file.path(), EnumSet.of(Verdict.REFUSED));
    }

    private void writeCutOff() throws IOException {
        SnapshotFile file = newFile(ROWS_OF_CUT_OFF);
        write(file, false);
        expectRows(file);
        verdicts.put(file.path(), EnumSet.of(Verdict.REFUSED));
    }

    /** Its original is newer, so it changes no row in the end. */
    private void writeCopy() throws IOException {
        SnapshotFile file = complete.get(random.nextInt(complete.size())).copy(files);
        write(file, false);
        verdicts.put(file.path(), EnumSet.of(Verdict.APPLIED, Verdict.OUTDATED));
    }

    private SnapshotFile newFile(int size) {
        List<Long> articles = new ArrayList<>();
        for (int i = 0; i < ARTICLES; i++) {
            articles.add(firstArticle + i);
        }
        Collections.shuffle(articles, random);
        TreeMap<Long, Long> content = new TreeMap<>();
        articles.subList(0, size).forEach(article -> content.put(article, ++amounts));
        return new SnapshotFile("stock-%08d.%s".formatted(files, random.nextBoolean() ? "csv" : "ndjson"), content);
    }

    /** Under another name first, so that the file is complete when the source finds it. */
    private void write(SnapshotFile file, boolean withInvalid) throws IOException {
        Path hidden = directory.resolve("." + file.name());
        Files.write(hidden, file.lines(withInvalid));
        Files.move(hidden, directory.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
        files++;
        events += file.amounts().size() + (withInvalid ? 1 : 0);
    }

    private void expectRows(SnapshotFile file) {
        file.amounts()
                .forEach((article, amount) ->
                        rows.put(article, List.of(Long.toString(article), Long.toString(amount), file.path())));
    }

    private static Set<Verdict> orOutdated(Set<Verdict> verdicts) {
        EnumSet<Verdict> more = EnumSet.copyOf(verdicts);
        more.add(Verdict.OUTDATED);
        return more;
    }

    /** The last snapshot is cut off every now and then, but not before one has been applied. */
    synchronized void pauseToCompare() throws IOException {
        failIfWritingFailed();
        if (!paused && compared && random.nextDouble() < CUT_OFF) {
            writeCutOff();
        }
        paused = true;
    }

    synchronized void pause() throws IOException {
        failIfWritingFailed();
        paused = true;
    }

    private void failIfWritingFailed() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    synchronized void resume() {
        paused = false;
    }

    /** After a comparison, all snapshots are decided. */
    synchronized void resumeCompared() {
        compared = true;
        comparedVerdicts.putAll(verdicts);
        verdicts.clear();
        firstArticle += random.nextInt(MAX_NEW + 1);
        paused = false;
    }

    synchronized long written() {
        return events;
    }

    synchronized TruthTable truth() {
        return new TruthTable(FEED, COLUMNS, rows, new Counts(events, invalid, rows.size()));
    }

    /** The verdicts that are right, by file. */
    synchronized Map<String, Set<Verdict>> verdicts() {
        TreeMap<String, Set<Verdict>> all = new TreeMap<>(comparedVerdicts);
        all.putAll(verdicts);
        return all;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
