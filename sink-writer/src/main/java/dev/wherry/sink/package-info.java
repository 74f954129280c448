/** The sink connector and its task. {@link dev.wherry.sink.PostgresSinkTask#put} is where everything comes together. */
package dev.wherry.sink;
