/// What was wrong with an address or a request before anything was sent.
package enum NetworkingError: Error, Hashable, Sendable {
  case address(String, reason: String)
  /// Nothing but the machine itself may be spoken to without encryption.
  case plainAddress(String)
  case header(String)

  package var message: String {
    switch self {
    case .address(let text, let reason): "'\(text)' is no address of a server: \(reason)"
    case .plainAddress(let host): "'\(host)' would be spoken to without encryption"
    case .header(let name): "the header '\(name)' cannot be sent as it is"
    }
  }

  package var help: String {
    switch self {
    case .address: "write https://HOST, or http://127.0.0.1:PORT for a server on this machine"
    case .plainAddress(let host): "write https://\(host); http is for 127.0.0.1 alone"
    case .header: "check the keys for line ends and other characters that cannot be typed"
    }
  }
}
