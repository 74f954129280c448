/**
 * The streams app. {@link dev.wherry.streams.StreamsApp} is the program; {@link dev.wherry.streams.StreamsPipeline} runs the same inside
 * another one.
 */
package dev.wherry.streams;
