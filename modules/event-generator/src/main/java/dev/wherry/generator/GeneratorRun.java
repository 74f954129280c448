package dev.wherry.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** One run of a service, from its first event to its last. */
final class GeneratorRun implements Inbox.Listener {
    private final GeneratorConfig options;
    private final Time time;
    private final CountDownLatch stop;
    private final TruthRecorder truth;
    private final TruthFileSaver truthFile;
    private final FaultInjector faults;
    private final RandomGenerator random;
    private final AtomicLong written = new AtomicLong();
    private final PauseGate hold;

    GeneratorRun(GeneratorConfig options, Time time, CountDownLatch stop, PauseGate hold) {
        this.options = options;
        this.time = time;
        this.stop = stop;
        this.hold = hold;
        this.truth = new TruthRecorder(options.kind());
        this.truthFile = new TruthFileSaver(options.truthFile(), truth, time);
        SplittableRandom seeded = new SplittableRandom(options.seed());
        this.faults = new FaultInjector(options.faults(), seeded.split());
        // Both services may be given the same seed, and must not draw the same event ids.
        SplittableRandom ofUsers = seeded.split();
        this.random = options.kind() == Kind.USERS ? ofUsers : seeded.split();
    }

    void run() throws IOException, InterruptedException {
        Files.createDirectories(options.directory());
        try (EventSource events = events();
                Inbox inbox = inbox()) {
            EventPacer pace = new EventPacer(options, time);
            while (pace.goesOn() && stop.getCount() > 0) {
                if (hold.isAsked()) {
                    inbox.finishAll();
                    hold.stand();
                }
                write(faults.drops(events.next()), inbox);
                pace.wrote(events.rest());
                await(pace, inbox);
            }
            write(faults.remaining(), inbox);
        }
        truthFile.save();
    }

    private void write(List<FileWrite> drops, Inbox inbox) throws IOException, InterruptedException {
        for (FileWrite drop : drops) {
            inbox.write(drop);
            EventLog.wrote(options.kind(), drop);
        }
    }

    private void await(EventPacer pace, Inbox inbox) throws IOException, InterruptedException {
        Duration wait = pace.untilNext();
        while (true) {
            inbox.finishDue();
            truthFile.saveIfDue();
            if (wait.isZero() || stop.getCount() == 0) {
                return;
            }
            time.sleep(wait, stop);
            wait = pace.untilNext();
        }
    }

    private EventSource events() throws IOException {
        return options.kind() == Kind.USERS
                ? new UserEvents(time, random)
                : new CardEvents(time, random, IdCounter.in(options.directory()));
    }

    private Inbox inbox() throws IOException {
        Path directory = options.directory();
        Duration pause = options.faults().pause();
        return options.lines().isPresent()
                ? new LinesInbox(directory.resolve(options.lines().get()), pause, time, stop, this)
                : new DocumentInbox(directory, options.remember(), pause, time, this);
    }

    @Override
    public void whole(Event event, EventPosition place) {
        written.incrementAndGet();
        faults.written(event, time.now());
        if (options.remember()) {
            truth.whole(event, place);
        }
    }

    @Override
    public void cutOff() {
        written.incrementAndGet();
        if (options.remember()) {
            truth.cutOff();
        }
    }

    /** Raw events written so far, copies and cut-off ones included. */
    long written() {
        return written.get();
    }

    TruthTable truth() {
        return truth.table();
    }
}
