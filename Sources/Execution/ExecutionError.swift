/// What can go wrong between a circuit and its counts.
package enum ExecutionError: Error, Hashable, Sendable {
  /// Counts of different registers do not add up.
  case registersDiffer([String], [String])

  package var message: String {
    switch self {
    case .registersDiffer(let first, let second):
      "counts of registers \(Self.list(first)) and of registers \(Self.list(second)) cannot be added"
    }
  }

  package var help: String {
    switch self {
    case .registersDiffer: "run programs that declare the same bit registers, or compare one register of each"
    }
  }

  private static func list(_ names: [String]) -> String { names.isEmpty ? "(none)" : names.joined(separator: ", ") }
}
