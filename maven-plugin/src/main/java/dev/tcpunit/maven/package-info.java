/**
 * The goals of the Maven plugin: each reads its parameters, asks a service of the framework, and
 * says in the log what came of it.
 */
package dev.tcpunit.maven;
