package dev.wherry.generator;

/** Lets a caller pause a service between two events. */
final class PauseGate {
    private boolean pauseRequested;
    private boolean paused;
    private boolean ended;

    /** Requests a pause and waits until the service is paused or has ended. */
    synchronized void pauseAndWait() throws InterruptedException {
        pauseRequested = true;
        while (!paused && !ended) {
            wait();
        }
    }

    synchronized void resume() {
        pauseRequested = false;
        notifyAll();
    }

    synchronized boolean isPauseRequested() {
        return pauseRequested;
    }

    /** Called by the service: waits until it is resumed. */
    synchronized void pause() throws InterruptedException {
        paused = true;
        notifyAll();
        while (pauseRequested) {
            wait();
        }
        paused = false;
    }

    /** Called by the service when it has ended: releases callers that wait for a pause. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
