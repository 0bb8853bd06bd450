/// Why a backend gave no samples.
package enum BackendError: Error, Hashable, Sendable {
  /// The simulation of entry number `entry` failed.
  case simulation(SimulationError, entry: Int)
  /// The machine cannot run entry number `entry`; `help` says what would do.
  case unsupported(String, help: String, entry: Int)

  package var message: String {
    switch self {
    case .simulation(let error, _): error.message
    case .unsupported(let message, _, _): message
    }
  }

  package var help: String {
    switch self {
    case .simulation(let error, _): error.help
    case .unsupported(_, let help, _): help
    }
  }
}
