/**
 * What this machine lets this user do, found by trying it, and for each thing that does not work
 * the one command that makes it work.
 */
package dev.tcpunit.internal.doctor;
