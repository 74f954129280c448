/** Operates Wherry on any cluster: connectors, rebuild, hanging transactions. */
package dev.wherry.operations;
