/**
 * The streams app. {@link dev.wherry.streams.StreamsApp} is the program; {@link dev.wherry.streams.StreamsPipeline}
 * embeds the same pipeline in another program.
 */
package dev.wherry.streams;
