package dev.wherry.pipeline;

import java.util.function.IntConsumer;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what happens when a part of Kafka ends the process. The broker and Connect's herder do so when one of their threads
 * cannot go on, by default without a word, and also while they are being stopped: the exit code would then contradict the
 * verdict that has been printed.
 */
final class KafkaExit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaExit.class);

    private final IntConsumer halt;
    private volatile Runnable lastAction = () -> {};
    private volatile boolean stopping;

    private KafkaExit(IntConsumer halt) {
        this.halt = halt;
    }

    /** From now on, Kafka's parts end the process with a sentence, until they are being stopped. */
    static KafkaExit intercept() {
        return intercept(Runtime.getRuntime()::halt);
    }

    static KafkaExit intercept(IntConsumer halt) {
        KafkaExit exit = new KafkaExit(halt);
        Exit.setExitProcedure((status, message) -> exit.end(status));
        Exit.setHaltProcedure((status, message) -> exit.end(status));
        return exit;
    }

    /** Sets what to do before the process ends. */
    void beforeTheEnd(Runnable action) {
        lastAction = action;
    }

    /** From now on, a part that cannot go on ends nothing but itself. */
    void stopping() {
        stopping = true;
    }

    private void end(int status) {
        if (stopping) {
            LOG.warn("A part of Kafka failed while it was being stopped");
            return;
        }
        System.err.println("wherry: a part of Kafka cannot go on, so everything ends; the log says why."
                + " Start again: the next run continues where this one ended.");
        lastAction.run();
        halt.accept(status);
    }

    /** Leaves the decision to Kafka again. */
    @Override
    public void close() {
        Exit.resetExitProcedure();
        Exit.resetHaltProcedure();
    }
}
