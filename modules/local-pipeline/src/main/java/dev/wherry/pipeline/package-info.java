/** Runs the whole pipeline in one process, on the embedded services of a home. */
package dev.wherry.pipeline;
