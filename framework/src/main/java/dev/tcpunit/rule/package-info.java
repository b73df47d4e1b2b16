/**
 * Rules by name: what assertions ask, for programs and builds that do not know before which rules
 * they will ask, with verdicts in place of errors.
 */
@NullMarked
package dev.tcpunit.rule;

import org.jspecify.annotations.NullMarked;
