package dev.tcpunit.cli;

import dev.tcpunit.net.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lets endpoints through that have an address, a port, or both; no name is ever looked up. */
record EndpointFilter(InetAddress address, Integer port) {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(?<v4>\\d+(?:\\.\\d+){3})|\\[(?<v6>[0-9A-Fa-f:.]+)\\])?(?::(?<port>\\d{1,5}))?");
  private static final Pattern BARE_IPV6 =
      Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int MAXIMUM_PORT = 65_535;

  boolean fits(Endpoint endpoint) {
    return (address == null || address.equals(endpoint.address()))
        && (port == null || port == endpoint.port());
  }

  static EndpointFilter of(String text) {
    try {
      if (text.matches("\\d{1,5}")) {
        return new EndpointFilter(null, port(text));
      }
      if (BARE_IPV6.matcher(text).matches()) {
        return new EndpointFilter(InetAddress.getByName(text), null);
      }
      Matcher parts = TEXT.matcher(text);
      if (!text.isEmpty() && parts.matches()) {
        String address = parts.group("v4") != null ? parts.group("v4") : parts.group("v6");
        return new EndpointFilter(
            address == null ? null : InetAddress.getByName(address), port(parts.group("port")));
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + text + "' is not an IP address", e);
    }
    throw new IllegalArgumentException("'" + text + "' is not an address, :port or address:port");
  }

  private static Integer port(String digits) {
    if (digits == null) {
      return null;
    }
    int port = Integer.parseInt(digits);
    if (port > MAXIMUM_PORT) {
      throw new IllegalArgumentException("port " + port + " is beyond " + MAXIMUM_PORT);
    }
    return port;
  }

  /** Makes picocli's usage error of a filter that makes no sense. */
  static final class Converter implements ITypeConverter<EndpointFilter> {
    @Override
    public EndpointFilter convert(String value) {
      try {
        return of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
