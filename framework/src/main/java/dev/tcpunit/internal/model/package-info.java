/**
 * The model as the analysis writes it: what stands behind the interfaces of {@link
 * dev.tcpunit.trace}. Builders and constructors are here, so that users of a trace see none of
 * them; nobody but the analysis may use this package.
 */
@NullMarked
package dev.tcpunit.internal.model;

import org.jspecify.annotations.NullMarked;
