package dev.wherry.it.faults;

/** A component of the pipeline, one or several processes, that an operator keeps running. */
interface PipelineComponent {
    String name();

    /** Launches it, also after {@link #kill}. Returns before it is ready. */
    void start() throws Exception;

    boolean isAlive();

    /** Sends SIGKILL. */
    void kill() throws Exception;

    /** Shuts it down in an orderly way. */
    void stop() throws Exception;

    /** Suspends it with SIGSTOP, like a suspended machine. */
    void freeze() throws Exception;

    /** Resumes it after {@link #freeze}. */
    void thaw() throws Exception;
}
