package dev.tcpunit.internal.doctor;

/**
 * One thing that was tried.
 *
 * @param name the strategy or engine
 * @param works whether it worked
 * @param happened what happened where it did not, in the system's words, else empty
 * @param remedy what makes it work, else empty
 */
public record Trial(String name, boolean works, String happened, String remedy) {
  static Trial works(String name) {
    return new Trial(name, true, "", "");
  }
}
