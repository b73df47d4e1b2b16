package dev.tcpunit.internal.lab;

import dev.tcpunit.trace.Role;
import java.util.Locale;

/**
 * Which packets a fault is for.
 *
 * @param kind what they are
 * @param sender who sent them, or null for either side
 * @param place which of that kind
 * @param probability how likely each of them is meant, 1 for certain
 * @param connection of which connection over the link, counted from 1, or 0 for each
 * @param times how often at most on a connection, or 0 for what the place implies
 */
public record Selection(
    PacketKind kind, Role sender, Place place, double probability, int connection, int times) {

  public static Selection of(PacketKind kind) {
    return new Selection(kind, null, Place.EVERYWHERE, 1, 0, 0);
  }

  public Selection sentBy(Role role) {
    return new Selection(kind, role, place, probability, connection, times);
  }

  public Selection at(Place there) {
    return new Selection(kind, sender, there, probability, connection, times);
  }

  public Selection withProbability(double likely) {
    return new Selection(kind, sender, place, likely, connection, times);
  }

  public Selection onConnection(int number) {
    return new Selection(kind, sender, place, probability, number, times);
  }

  public Selection times(int most) {
    return new Selection(kind, sender, place, probability, connection, most);
  }

  /** A named segment is struck once, a set of packets each time. */
  int limit() {
    if (times > 0) {
      return times;
    }
    return place.namesOne() ? 1 : Integer.MAX_VALUE;
  }

  @Override
  public String toString() {
    String packets =
        sender == null ? kind.toString() : sender.name().toLowerCase(Locale.ROOT) + " " + kind;
    StringBuilder text = new StringBuilder(place.describe(packets));
    if (times > 0) {
      text.append(times == 1 ? ", once" : ", " + times + " times");
    }
    if (probability < 1) {
      text.append(" with probability ").append(probability);
    }
    if (connection > 0) {
      text.append(" on connection ").append(connection);
    }
    return text.toString();
  }
}
