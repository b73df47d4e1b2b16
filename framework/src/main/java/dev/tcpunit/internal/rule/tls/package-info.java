/** The rules about TLS, as far as lengths and types of its records tell without a key. */
package dev.tcpunit.internal.rule.tls;
