/// A server: how it is spoken to, its host and its port.
package struct Endpoint: Sendable, Hashable {
  package enum Scheme: String, Sendable {
    case http, https

    var port: Int { self == .http ? 80 : 443 }
  }

  package let scheme: Scheme
  /// A name or an address in small letters, one of version 6 in brackets.
  package let host: String
  package let port: Int

  /// Reads `https://HOST`, `https://HOST:PORT`, and for this machine alone `http://127.0.0.1:PORT`.
  package init(_ text: String) throws(NetworkingError) {
    let shown = text.count <= 200 ? text : "\(text.prefix(200))…"
    guard let colon = text.firstRange(of: "://"), let scheme = Scheme(rawValue: text[..<colon.lowerBound].lowercased())
    else { throw .address(shown, reason: "it must begin with https://") }
    var rest = text[colon.upperBound...]
    if rest.hasSuffix("/") { rest.removeLast() }
    guard !rest.contains(where: { "/?#".contains($0) }) else {
      throw .address(shown, reason: "nothing may follow the host and its port")
    }
    // Shown without what may be a password.
    guard !rest.contains("@") else {
      throw .address("\(scheme.rawValue)://…", reason: "it may hold no name and password")
    }
    self.scheme = scheme
    (host, port) = try Self.hostAndPort(rest.lowercased(), shown: shown, scheme: scheme)
    guard scheme == .https || isLoopback else { throw .plainAddress(host) }
  }

  private static func hostAndPort(
    _ text: String, shown: String, scheme: Scheme
  ) throws(NetworkingError) -> (String, Int) {
    let hostEnd: String.Index
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { throw .address(shown, reason: "a ']' is missing") }
      hostEnd = text.index(after: close)
    } else {
      hostEnd = text.firstIndex(of: ":") ?? text.endIndex
    }
    let host = text[..<hostEnd]
    let allowed = host.hasPrefix("[") ? "[]0123456789abcdef:." : "0123456789abcdefghijklmnopqrstuvwxyz-._"
    guard !host.isEmpty, host.utf8.count <= 253, host.allSatisfy(allowed.contains) else {
      throw .address(shown, reason: "the host is none")
    }
    let rest = text[hostEnd...]
    guard !rest.isEmpty else { return (String(host), scheme.port) }
    guard rest.hasPrefix(":"), rest.dropFirst().allSatisfy(\.isASCII), let port = Int(rest.dropFirst()),
      (1...65_535).contains(port), rest.dropFirst().allSatisfy(\.isNumber)
    else { throw .address(shown, reason: "the port is none") }
    return (String(host), port)
  }

  /// Whether the host is this machine by its name or number, whoever is asked.
  package var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// What the header `Host` says: the port only where it is not the scheme's own.
  package var authority: String { port == scheme.port ? host : "\(host):\(port)" }
}

extension Endpoint: CustomStringConvertible {
  package var description: String { "\(scheme.rawValue)://\(authority)" }
}
