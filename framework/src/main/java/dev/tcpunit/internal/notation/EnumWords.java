package dev.tcpunit.internal.notation;

import java.util.Locale;

/** The names of constants as words: {@code half closed}. */
public final class EnumWords {
  private EnumWords() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
