/** The sink connector and its task. Start reading at {@link dev.wherry.sink.PostgresSinkTask#put}. */
package dev.wherry.sink;
