/** Bad events, and a fuzzer that makes more of them. For tests alone. */
package dev.wherry.testing.badinput;
