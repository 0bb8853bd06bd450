import Devices
import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A channel as what may happen to a pure state: nothing much, or one of several events.
///
/// Of the channel's Kraus operators one counts as no event. Whatever the state, an event has at most the probability
/// `eventBound`, since no state loses more of its norm to that operator. So candidates are drawn from the bound before
/// the state is known; at a candidate the true probabilities decide, and everywhere else nothing has to be computed.
struct ChannelBranches: Sendable {
  let quiet: SquareMatrix
  let events: [SquareMatrix]
  let eventBound: Double

  init(_ channel: NoiseChannel) {
    var operators = channel.krausOperators
    let bounds = operators.map { Self.smallestEigenvalueBound($0.adjoint * $0) }
    let best = bounds.indices.max { bounds[$0] < bounds[$1] } ?? 0
    quiet = operators.isEmpty ? .identity(1 << channel.qubitCount) : operators.remove(at: best)
    events = operators
    let kept = bounds.isEmpty ? 1 : bounds[best]
    // A few rounding errors above the bound, so that the true probability never exceeds it.
    eventBound = operators.isEmpty ? 0 : min(1, max(0, 1 - kept) * (1 + 1e-12) + 1e-15)
  }

  /// The rate at which candidates come: they are missed with the probability e^-rate.
  var rate: Double { eventBound < 1 ? -log1p(-eventBound) : .infinity }

  /// Gershgorin's lower bound on the eigenvalues of a Hermitian matrix, exact for a diagonal one.
  private static func smallestEigenvalueBound(_ matrix: SquareMatrix) -> Double {
    (0..<matrix.size).map { row in
      (0..<matrix.size).reduce(matrix[row, row].real) { $0 - ($1 == row ? 0 : matrix[row, $1].magnitude) }
    }.min() ?? 0
  }
}
