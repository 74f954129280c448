/** Documentation that is tested like code. */
package dev.wherry.testing.docs;
