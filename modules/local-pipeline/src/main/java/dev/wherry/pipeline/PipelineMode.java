package dev.wherry.pipeline;

import dev.wherry.embedded.EmbeddedConnect;

/** Which stages of the pipeline run. */
enum PipelineMode {
    /** All stages. */
    FULL(EmbeddedConnect.DEFAULT_NAME),
    /** The stages after the raw topics. Uses a dedicated worker name, because the usual worker starts the source at once. */
    REBUILD("rebuild");

    private final String workerName;

    PipelineMode(String workerName) {
        this.workerName = workerName;
    }

    String workerName() {
        return workerName;
    }
}
