package dev.wherry.it.faults;

/** One part of the pipeline: a process, or a family of them, that an operator keeps running. */
interface PipelineComponent {
    String name();

    /** Launches it, also after {@link #kill}. It need not be ready on return. */
    void start() throws Exception;

    boolean isAlive();

    /** SIGKILL. */
    void kill() throws Exception;

    /** An orderly end. */
    void stop() throws Exception;

    /** Stops it where it stands, like a machine that is suspended. */
    void freeze() throws Exception;

    /** Lets it go on after {@link #freeze}. */
    void thaw() throws Exception;
}
