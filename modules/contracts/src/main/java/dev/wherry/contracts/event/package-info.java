/** What a raw event is, and what row it makes. Outside of the contracts module it is used through the interfaces of the package above. */
package dev.wherry.contracts.event;
