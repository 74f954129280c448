/** Conditions of contracts on the content of events, compiled once. */
package dev.wherry.contracts.condition;
