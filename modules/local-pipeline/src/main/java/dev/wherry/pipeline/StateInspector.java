package dev.wherry.pipeline;

import dev.wherry.operations.PipelineTarget;
import java.sql.SQLException;

/** Inspects the state of a pipeline before a rebuild discards it. */
@FunctionalInterface
public interface StateInspector {
    void inspect(PipelineTarget target) throws SQLException;
}
