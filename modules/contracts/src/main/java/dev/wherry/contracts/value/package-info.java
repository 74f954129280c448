/** From JSON values to column values, key texts and version bytes. Nothing outside of the contracts module uses it. */
package dev.wherry.contracts.value;
