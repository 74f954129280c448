/** The topics between the stages: their required settings, and how they are created and checked. */
package dev.wherry.streams.topics;
