package dev.wherry.pipeline;

/** A part of the running pipeline has failed permanently. The message is one sentence that says which and why. */
public final class PipelineFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PipelineFailedException(String message) {
        super(message);
    }
}
