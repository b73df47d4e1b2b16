package dev.tcpunit.internal.rule.application;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;

/** How an application uses TCP. */
public final class ApplicationRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();

  public static final Rule<Connection> NO_NAGLE_STALL = OF_CONNECTION.add(new NoNagleStall());
  public static final Rule<Connection> NO_NAGLE_WAIT = OF_CONNECTION.add(new NoNagleWait());
  public static final Rule<Connection> WAITS_FOR_CONTINUE =
      OF_CONNECTION.add(new WaitsForContinue());
  public static final Rule<Connection> DOES_NOT_WAIT_FOR_CONTINUE =
      OF_CONNECTION.add(new NotWaitingForContinue());
  public static final Rule<Connection> STOPS_ON_EARLY_RESPONSE =
      OF_CONNECTION.add(new StopsOnEarlyResponse());
  public static final Rule<Connection> NO_BODY_AFTER_FINAL_RESPONSE =
      OF_CONNECTION.add(new NoBodyAfterFinalResponse());

  private ApplicationRules() {}
}
