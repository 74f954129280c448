/** The topics in which the stages meet: what they must be, and the making and checking of them. */
package dev.wherry.streams.topics;
