/// Why a backend gave no samples.
package enum BackendError: Error, Hashable, Sendable {
  /// The simulation of entry number `entry` failed.
  case simulation(SimulationError, entry: Int)
  /// The machine cannot run entry number `entry`; `help` says what would do.
  case unsupported(String, help: String, entry: Int)
  /// A machine elsewhere, or the way to it, failed.
  case remote(RemoteFailure)

  package var message: String {
    switch self {
    case .simulation(let error, _): error.message
    case .unsupported(let message, _, _): message
    case .remote(let failure): failure.message
    }
  }

  /// The failure of a machine elsewhere, where it is one.
  package var remoteFailure: RemoteFailure? { if case .remote(let failure) = self { failure } else { nil } }

  package var help: String {
    switch self {
    case .simulation(let error, _): error.help
    case .unsupported(_, let help, _): help
    case .remote(let failure): failure.help
    }
  }
}

/// Why a machine elsewhere gave no samples.
package struct RemoteFailure: Error, Hashable, Sendable {
  package enum Kind: Sendable {
    /// Keys are missing or were refused, or belong to another account.
    case credentials
    /// A limit on what may be spent, or an option that is wrong.
    case misuse
    /// What is asked for is right, and not to be had there.
    case unsupported
    /// Worth trying again: what was submitted is not submitted twice.
    case fault
    /// Whoever was asked for consent said no.
    case declined
  }

  package let kind: Kind
  package let message: String
  package let help: String

  package init(_ kind: Kind, _ message: String, help: String) {
    self.kind = kind
    self.message = message
    self.help = help
  }
}
