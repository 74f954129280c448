/** Operates Wherry on any Kafka cluster: applies connectors, rebuilds, ends hanging transactions. */
package dev.wherry.operations;
