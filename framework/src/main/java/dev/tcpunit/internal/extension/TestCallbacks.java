package dev.tcpunit.internal.extension;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What JUnit asks an extension that gives each test something of its own. */
public interface TestCallbacks
    extends BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {}
