/** All rules by name, as builds name them. */
package dev.tcpunit.internal.rule.catalogue;
