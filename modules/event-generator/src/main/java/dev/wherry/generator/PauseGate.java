package dev.wherry.generator;

/** Lets somebody hold a service between two events for a while. */
final class PauseGate {
    private boolean asked;
    private boolean standing;
    private boolean ended;

    /** Returns when the service stands still, or has ended. */
    synchronized void ask() throws InterruptedException {
        asked = true;
        while (!standing && !ended) {
            wait();
        }
    }

    synchronized void release() {
        asked = false;
        notifyAll();
    }

    synchronized boolean isAsked() {
        return asked;
    }

    /** Stands still until released. */
    synchronized void stand() throws InterruptedException {
        standing = true;
        notifyAll();
        while (asked) {
            wait();
        }
        standing = false;
    }

    /** Nobody need wait for it any more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
