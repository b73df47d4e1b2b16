/**
 * Baselines: what the connections of a test did, as facts without times that were accepted once and
 * are compared with what they do now.
 */
@NullMarked
package dev.tcpunit.baseline;

import org.jspecify.annotations.NullMarked;
