/**
 * What has changed in the contracts since the state of their types was built, and what has to be done about it. Compares
 * {@linkplain dev.wherry.contracts.change.ContractDefinition definitions}, which the streams app records in the topic
 * {@code contracts}.
 */
package dev.wherry.contracts.change;
