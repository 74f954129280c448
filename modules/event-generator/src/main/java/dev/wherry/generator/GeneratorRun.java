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

/** One run of a service from its first event to its last. */
final class GeneratorRun implements Inbox.Listener {
    private final GeneratorConfig config;
    private final GeneratorClock clock;
    private final CountDownLatch stop;
    private final TruthRecorder recorder;
    private final TruthFileSaver truthFile;
    private final FaultInjector faultInjector;
    private final RandomGenerator random;
    private final AtomicLong written = new AtomicLong();
    private final PauseGate pauseGate;

    GeneratorRun(GeneratorConfig config, GeneratorClock clock, CountDownLatch stop, PauseGate pauseGate) {
        this.config = config;
        this.clock = clock;
        this.stop = stop;
        this.pauseGate = pauseGate;
        this.recorder = new TruthRecorder(config.kind());
        this.truthFile = new TruthFileSaver(config.truthFile(), recorder, clock);
        SplittableRandom seeded = new SplittableRandom(config.seed());
        this.faultInjector = new FaultInjector(config.faults(), seeded.split());
        // Both services may get the same seed, but must not generate the same event ids.
        SplittableRandom usersRandom = seeded.split();
        this.random = config.kind() == ServiceKind.USERS ? usersRandom : seeded.split();
    }

    void run() throws IOException, InterruptedException {
        Files.createDirectories(config.directory());
        try (EventSource events = events();
                Inbox inbox = inbox()) {
            EventPacer pacer = new EventPacer(config, clock);
            while (pacer.hasNext() && stop.getCount() > 0) {
                if (pauseGate.isPauseRequested()) {
                    inbox.finishAll();
                    pauseGate.pause();
                }
                write(faultInjector.writesFor(events.next()), inbox);
                pacer.eventWritten(events.naturalDelay());
                await(pacer, inbox);
            }
            write(faultInjector.remainingWrites(), inbox);
        }
        truthFile.save();
    }

    private void write(List<FileWrite> writes, Inbox inbox) throws IOException, InterruptedException {
        for (FileWrite write : writes) {
            inbox.write(write);
            EventLog.written(config.kind(), write);
        }
    }

    private void await(EventPacer pacer, Inbox inbox) throws IOException, InterruptedException {
        Duration wait = pacer.untilNext();
        while (true) {
            inbox.finishDue();
            truthFile.saveIfDue();
            if (wait.isZero() || stop.getCount() == 0) {
                return;
            }
            clock.sleep(wait, stop);
            wait = pacer.untilNext();
        }
    }

    private EventSource events() throws IOException {
        return config.kind() == ServiceKind.USERS
                ? new UserEvents(clock, random)
                : new CardEvents(clock, random, IdCounter.in(config.directory()));
    }

    private Inbox inbox() throws IOException {
        Path directory = config.directory();
        Duration pause = config.faults().pause();
        return config.lines().isPresent()
                ? new LinesInbox(directory.resolve(config.lines().get()), pause, clock, stop, this)
                : new DocumentInbox(directory, config.remember(), pause, clock, this);
    }

    @Override
    public void eventWritten(Event event, EventPosition position) {
        written.incrementAndGet();
        faultInjector.rememberWritten(event, clock.now());
        if (config.remember()) {
            recorder.record(event, position);
        }
    }

    @Override
    public void eventCutOff() {
        written.incrementAndGet();
        if (config.remember()) {
            recorder.recordCutOff();
        }
    }

    /** The number of raw events written so far, including copies and truncated ones. */
    long written() {
        return written.get();
    }

    TruthTable truth() {
        return recorder.snapshot();
    }
}
