/**
 * One live capture shared by all tests of a JVM: a store of frames, markers that say when all that
 * was sent has been seen, and for each test a window whose frames are told from those of others.
 */
package dev.tcpunit.internal.live;
